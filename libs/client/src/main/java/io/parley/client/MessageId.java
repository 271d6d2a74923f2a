package io.parley.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import java.util.UUID;

public record MessageId(@JsonValue UUID value) implements Comparable<MessageId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {}

    public static MessageId of(String text) {
        return new MessageId(UUID.fromString(text));
    }

    /// A new UUIDv7 (RFC 9562 §5.7).
    public static MessageId next() {
        return new MessageId(Generators.timeBasedEpochGenerator().generate());
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
