package io.parley.message.fact;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import java.util.UUID;

/// One numbered fact of a conversation: the event as it is published, and the digest of the command behind it.
public record Fact(MessageAccepted event, Fingerprint fingerprint) {

    public ConversationId conversationId() {
        return ConversationId.of(event.getConversationId());
    }

    public UUID commandId() {
        return Ids.uuid(event.getCommandId());
    }

    public MessageId messageId() {
        return MessageId.of(event.getMessageId());
    }

    public PersonId senderId() {
        return PersonId.of(event.getSenderId());
    }

    public Change change() {
        return Change.of(event.getChangeCase());
    }

    @Override
    public String toString() {
        return "Fact[" + change() + " " + conversationId() + "#" + event.getSeq() + "]";
    }
}
