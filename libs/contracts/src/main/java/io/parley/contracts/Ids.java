package io.parley.contracts;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.UUID;

/// UUIDs as Parley writes them: version 7 (RFC 9562 §5.7) when new, 16 big-endian bytes on the wire.
public final class Ids {

    private static final TimeBasedEpochRandomGenerator V7 = Generators.timeBasedEpochRandomGenerator();
    private static final int TEXT_LENGTH = 36;

    private Ids() {}

    public static UUID next() {
        return V7.generate();
    }

    public static ByteString bytes(UUID id) {
        return ByteString.copyFrom(array(id));
    }

    public static byte[] array(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    public static UUID uuid(ByteString bytes) {
        return uuid(bytes.asReadOnlyByteBuffer());
    }

    public static UUID uuid(byte[] bytes) {
        return uuid(ByteBuffer.wrap(bytes));
    }

    private static UUID uuid(ByteBuffer buffer) {
        if (buffer.remaining() != 16) {
            throw new IllegalArgumentException("id.bytes: " + buffer.remaining() + " (expected: 16)");
        }
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /// Strict: the 36-character form only. `UUID.fromString` also takes shortened groups.
    public static UUID parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("id: length " + text.length() + " (expected: 36, a UUID)");
        }
        return UUID.fromString(text);
    }
}
