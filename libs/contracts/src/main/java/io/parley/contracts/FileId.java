package io.parley.contracts;

import com.google.protobuf.ByteString;
import java.util.UUID;

/// A file that a person uploaded; messages name it in their content.
public record FileId(UUID value) {

    public static FileId next() {
        return new FileId(Ids.next());
    }

    public static FileId of(ByteString bytes) {
        return new FileId(Ids.uuid(bytes));
    }

    public static FileId parse(String text) {
        return new FileId(Ids.parse(text));
    }

    public ByteString bytes() {
        return Ids.bytes(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
