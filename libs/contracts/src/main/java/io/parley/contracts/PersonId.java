package io.parley.contracts;

import com.google.protobuf.ByteString;
import java.util.UUID;

/// A person in the registry of consent-service.
public record PersonId(UUID value) {

    /// The author of what nobody did but Parley itself. Never registered, never a caller.
    public static final PersonId SYSTEM = new PersonId(new UUID(0, 0));

    public static PersonId next() {
        return new PersonId(Ids.next());
    }

    public static PersonId of(ByteString bytes) {
        return new PersonId(Ids.uuid(bytes));
    }

    public static PersonId parse(String text) {
        return new PersonId(Ids.parse(text));
    }

    public ByteString bytes() {
        return Ids.bytes(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
