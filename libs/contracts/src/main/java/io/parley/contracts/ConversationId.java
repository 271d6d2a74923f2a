package io.parley.contracts;

import com.google.protobuf.ByteString;
import java.util.UUID;

/// A conversation, whatever its kind.
public record ConversationId(UUID value) {

    public static ConversationId next() {
        return new ConversationId(Ids.next());
    }

    public static ConversationId of(ByteString bytes) {
        return new ConversationId(Ids.uuid(bytes));
    }

    public static ConversationId parse(String text) {
        return new ConversationId(Ids.parse(text));
    }

    public ByteString bytes() {
        return Ids.bytes(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
