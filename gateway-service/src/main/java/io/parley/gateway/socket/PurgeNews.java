package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.event.MessagesPurged;
import io.parley.platform.kafka.RecordReader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// Tells the devices of a conversation what retention destroyed of it, so that they drop their copies. A device that
/// was
/// away learns from its welcome that there was something, and asks message-service what.
@Component
final class PurgeNews {

    private static final int ID_BYTES = 16;

    private final Sessions sessions;
    private final RecordReader reader;

    PurgeNews(Sessions sessions, RecordReader reader) {
        this.sessions = sessions;
        this.reader = reader;
    }

    void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        reader.read(records.stream().filter(PurgeNews::isKeyed).toList(), MessagesPurged.parser())
                .forEach(read -> tell(read.value()));
    }

    private static boolean isKeyed(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null && record.key().length == ID_BYTES;
    }

    /// Those who are being welcomed may have asked where they stand just before it: they hear it behind their welcome.
    /// Whoever hears it twice knows its number.
    private void tell(MessagesPurged purged) {
        ConversationId conversation = ConversationId.of(purged.getConversationId());
        byte[] frame = ServerFrames.purged(purged);
        sessions.eachGreeting(session -> session.offer(arriving -> arriving.whenGreeted(here -> {
            if (here.cursor(conversation) != null) {
                here.write(frame);
            }
        })));
        Broadcast.send(sessions.rooms().of(conversation), frame, session -> true);
    }
}
