package io.parley.message.purge;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchivePurged;
import io.parley.contracts.event.SeqRange;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears what the archive destroyed and has the same destroyed here. The event alone permits nothing: much later a hold
/// may have been placed, so archive-service is asked about what is left here. While it does not answer the batch waits.
@Component
class PurgedListener {

    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final LivingFacts facts;
    private final Purges purges;

    PurgedListener(RecordReader reader, DeadLetters deadLetters, LivingFacts facts, Purges purges) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.facts = facts;
        this.purges = purges;
    }

    /// Few at a time: one event may be about a year of a conversation.
    @KafkaListener(
            id = "purge",
            groupId = "message-service.purge",
            topics = Topics.ARCHIVE_PURGED,
            properties = "max.poll.records=50")
    void purged(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ReadRecord<ArchivePurged> read : reader.read(records, ArchivePurged.parser())) {
            try {
                UUID conversation =
                        ConversationId.of(read.value().getConversationId()).value();
                read.value().getRangesList().forEach(range -> purge(conversation, range));
            } catch (IllegalArgumentException brokenContract) {
                deadLetters.park(read.record(), brokenContract);
            }
        }
    }

    private void purge(UUID conversation, SeqRange range) {
        List<Living> page;
        long after = 0;
        do {
            page = facts.between(conversation, range.getFirst(), range.getLast(), after);
            purges.purge(page);
            after = page.isEmpty() ? after : page.getLast().seq();
        } while (page.size() == facts.batch());
    }
}
