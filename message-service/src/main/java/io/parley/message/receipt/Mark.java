package io.parley.message.receipt;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ReceiptMarked;
import java.time.Instant;
import java.util.Comparator;

/// What one person says to have of one conversation. What was read was delivered.
///
/// @param session who says so, to be told nothing back; empty for several or none
record Mark(ConversationId conversation, PersonId person, long delivered, long read, ByteString session) {

    /// All batches lock rows in this order.
    static final Comparator<Mark> LOCKING = Comparator.comparing(
                    (Mark mark) -> mark.conversation().value())
            .thenComparing(mark -> mark.person().value());

    Mark {
        if (delivered < 0 || read < 0) {
            throw new IllegalArgumentException("seq: negative (expected: 0 or more)");
        }
        delivered = Math.max(delivered, read);
    }

    static Mark of(ReceiptMarked marked) {
        return new Mark(
                ConversationId.of(marked.getConversationId()),
                PersonId.of(marked.getPersonId()),
                marked.getDeliveredSeq(),
                marked.getReadSeq(),
                marked.getSessionId());
    }

    /// As gateways say it.
    ReceiptMarked said(Instant at) {
        return ReceiptMarked.newBuilder()
                .setConversationId(conversation.bytes())
                .setPersonId(person.bytes())
                .setDeliveredSeq(delivered)
                .setReadSeq(read)
                .setAtMs(at.toEpochMilli())
                .setSessionId(session)
                .build();
    }

    Place place() {
        return new Place(conversation, person);
    }

    Mark and(Mark other) {
        return new Mark(
                conversation,
                person,
                Math.max(delivered, other.delivered),
                Math.max(read, other.read),
                session.equals(other.session) ? session : ByteString.EMPTY);
    }

    /// One person in one conversation.
    record Place(ConversationId conversation, PersonId person) {}
}
