package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.platform.kafka.RecordReader;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// What is not numbered: archive states for members. A client that was away asks anew.
@Component
final class Notifications {

    private final Sessions sessions;
    private final RecordReader reader;

    Notifications(Sessions sessions, RecordReader reader) {
        this.sessions = sessions;
        this.reader = reader;
    }

    void archiveStates(List<ConsumerRecord<byte[], byte[]>> records) {
        reader.read(withValue(records), ConversationArchiveState.parser()).forEach(read -> {
            ConversationArchiveState change = read.value();
            Broadcast.send(
                    sessions.rooms().of(ConversationId.of(change.getConversationId())),
                    ServerFrames.archiveState(change),
                    session -> true);
        });
    }

    /// Without the tombstones of compacted topics.
    private static List<ConsumerRecord<byte[], byte[]>> withValue(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> Objects.nonNull(record.value()))
                .toList();
    }
}
