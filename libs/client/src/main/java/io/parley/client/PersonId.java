package io.parley.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import java.util.UUID;

public record PersonId(@JsonValue UUID value) implements Comparable<PersonId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PersonId {}

    public static PersonId of(String text) {
        return new PersonId(UUID.fromString(text));
    }

    /// A new UUIDv7 (RFC 9562 §5.7).
    public static PersonId next() {
        return new PersonId(Generators.timeBasedEpochGenerator().generate());
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
