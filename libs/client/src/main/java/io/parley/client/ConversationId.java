package io.parley.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import java.util.UUID;

public record ConversationId(@JsonValue UUID value) implements Comparable<ConversationId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConversationId {}

    public static ConversationId of(String text) {
        return new ConversationId(UUID.fromString(text));
    }

    /// A new UUIDv7 (RFC 9562 §5.7).
    public static ConversationId next() {
        return new ConversationId(Generators.timeBasedEpochGenerator().generate());
    }

    @Override
    public int compareTo(ConversationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
