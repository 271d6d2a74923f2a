package io.parley.audit.event;

import io.parley.platform.problem.DomainException;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Where a page ended. Opaque to clients, so that it may change.
final class Cursor {

    static final long START = -1;

    private Cursor() {}

    static String after(long index) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(index).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static long index(String cursor) {
        try {
            return exactly(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("after", "a cursor of an earlier answer");
        }
    }

    private static long exactly(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("cursor.length: " + bytes.length + " (expected: " + Long.BYTES + ")");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
