package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ReceiptCounts;
import io.parley.contracts.event.ReceiptMoved;
import io.parley.contracts.event.ReceiptNews;
import io.parley.platform.kafka.RecordReader;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// Takes the marks that moved to the other devices of the conversation. message-service has decided already whether a
/// conversation is told each person's marks or counts, because it counts its members where they are; a gateway need
/// not know how many they are.
@Component
final class Receipts {

    private static final int ID_BYTES = 16;

    private final Sessions sessions;
    private final RecordReader reader;

    Receipts(Sessions sessions, RecordReader reader) {
        this.sessions = sessions;
        this.reader = reader;
    }

    /// What concerns nobody here is skipped undecoded.
    void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> wanted =
                records.stream().filter(this::concernsSomebody).toList();
        reader.read(wanted, ReceiptNews.parser()).forEach(read -> {
            switch (read.value().getNewsCase()) {
                case MOVED -> moved(read.value().getMoved());
                case COUNTS -> counts(read.value().getCounts());
                case NEWS_NOT_SET -> {}
            }
        });
    }

    private boolean concernsSomebody(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null
                && record.key().length == ID_BYTES
                && sessions.rooms().of(new ConversationId(Ids.uuid(record.key()))).length > 0;
    }

    private void moved(ReceiptMoved moved) {
        ConversationId conversation = ConversationId.of(moved.getConversationId());
        UUID saidBy = moved.getSessionId().isEmpty() ? new UUID(0, 0) : Ids.uuid(moved.getSessionId());
        byte[] frame = JsonFrame.of(ServerFrameType.RECEIPT)
                .with("conversationId", conversation.toString())
                .with("personId", PersonId.of(moved.getPersonId()).toString())
                .with("deliveredSeq", moved.getDeliveredSeq())
                .with("readSeq", moved.getReadSeq())
                .end();
        Broadcast.send(
                sessions.rooms().of(conversation),
                frame,
                session -> !session.id().equals(saidBy));
    }

    private void counts(ReceiptCounts counts) {
        ConversationId conversation = ConversationId.of(counts.getConversationId());
        byte[] frame = JsonFrame.of(ServerFrameType.RECEIPTS)
                .with("conversationId", conversation.toString())
                .with("seq", counts.getSeq())
                .with("delivered", counts.getDelivered())
                .with("read", counts.getRead())
                .end();
        Broadcast.send(sessions.rooms().of(conversation), frame, session -> true);
    }
}
