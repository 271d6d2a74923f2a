package io.parley.contracts;

import com.google.protobuf.ByteString;
import java.util.UUID;

/// A message; chosen by the client that sends it.
public record MessageId(UUID value) {

    public static MessageId next() {
        return new MessageId(Ids.next());
    }

    public static MessageId of(ByteString bytes) {
        return new MessageId(Ids.uuid(bytes));
    }

    public static MessageId parse(String text) {
        return new MessageId(Ids.parse(text));
    }

    public ByteString bytes() {
        return Ids.bytes(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
