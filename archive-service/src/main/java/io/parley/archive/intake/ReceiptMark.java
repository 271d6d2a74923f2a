package io.parley.archive.intake;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ReceiptMarked;
import java.time.Instant;

/// How far a person says to have come in a conversation. What was read was delivered.
record ReceiptMark(ConversationId conversation, PersonId person, long delivered, long read, Instant at) {

    ReceiptMark {
        if (delivered < 0 || read < 0) {
            throw new IllegalArgumentException("seq: negative (expected: 0 or more)");
        }
        delivered = Math.max(delivered, read);
    }

    /// @throws IllegalArgumentException when an id is not one or a number is negative
    static ReceiptMark of(ReceiptMarked marked) {
        return new ReceiptMark(
                ConversationId.of(marked.getConversationId()),
                PersonId.of(marked.getPersonId()),
                marked.getDeliveredSeq(),
                marked.getReadSeq(),
                Instant.ofEpochMilli(marked.getAtMs()));
    }

    /// Nobody comes further than there is something.
    ReceiptMark upTo(long last) {
        return new ReceiptMark(conversation, person, Math.min(delivered, last), Math.min(read, last), at);
    }

    Place place() {
        return new Place(conversation, person);
    }

    /// One person in one conversation.
    record Place(ConversationId conversation, PersonId person) {}

    @Override
    public String toString() {
        return conversation + "@" + delivered;
    }
}
