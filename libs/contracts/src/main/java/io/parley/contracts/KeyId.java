package io.parley.contracts;

import com.google.protobuf.ByteString;
import java.util.UUID;

/// A data key of one person, store and month.
public record KeyId(UUID value) {

    public static KeyId next() {
        return new KeyId(Ids.next());
    }

    public static KeyId of(ByteString bytes) {
        return new KeyId(Ids.uuid(bytes));
    }

    public static KeyId parse(String text) {
        return new KeyId(Ids.parse(text));
    }

    public ByteString bytes() {
        return Ids.bytes(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
