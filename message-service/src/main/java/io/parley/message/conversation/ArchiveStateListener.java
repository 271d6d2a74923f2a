package io.parley.message.conversation;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Keeps beside each conversation what the archive says of it, so that its members see it.
@Component
class ArchiveStateListener {

    private static final String UPDATE = """
            UPDATE conversation c SET archive_state = n.state, archive_why = n.why, archive_version = n.version
            FROM unnest(?, ?, ?, ?) AS n (conversation_id, state, why, version)
            WHERE c.conversation_id = n.conversation_id AND c.archive_version < n.version
            """;

    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final JdbcClient jdbc;

    ArchiveStateListener(RecordReader reader, DeadLetters deadLetters, JdbcClient jdbc) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.jdbc = jdbc;
    }

    @KafkaListener(
            id = "archive-state",
            groupId = "message-service.archive-state",
            topics = Topics.CONVERSATION_ARCHIVE_STATE)
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<ByteString, ConversationArchiveState> newest = new LinkedHashMap<>();
        for (ReadRecord<ConversationArchiveState> read : reader.read(records, ConversationArchiveState.parser())) {
            if (read.value().getState() == ArchiveState.UNRECOGNIZED) {
                deadLetters.park(read.record(), new IllegalArgumentException("state: unknown (expected: a known one)"));
            } else {
                newest.merge(read.value().getConversationId(), read.value(), ArchiveStateListener::newer);
            }
        }
        if (!newest.isEmpty()) {
            update(newest.values());
        }
    }

    private void update(Collection<ConversationArchiveState> states) {
        int _ = jdbc.sql(UPDATE)
                .param(column(
                        "uuid",
                        states,
                        state -> ConversationId.of(state.getConversationId()).value()))
                .param(column("text", states, state -> code(state.getState())))
                .param(column("text", states, ConversationArchiveState::getWhy))
                .param(column("int8", states, ConversationArchiveState::getVersion))
                .update();
    }

    private static ConversationArchiveState newer(ConversationArchiveState one, ConversationArchiveState other) {
        return one.getVersion() > other.getVersion() ? one : other;
    }

    private static SqlArrayValue column(
            String type,
            Collection<ConversationArchiveState> states,
            Function<ConversationArchiveState, Object> value) {
        return new SqlArrayValue(type, states.stream().map(value).toArray());
    }

    private static String code(ArchiveState state) {
        return switch (state) {
            case ARCHIVED -> "archived";
            case NOT_ARCHIVED -> "not-archived";
            case ARCHIVE_PENDING -> "pending";
            case UNRECOGNIZED -> throw new IllegalArgumentException("state: unknown (expected: a known one)");
        };
    }
}
