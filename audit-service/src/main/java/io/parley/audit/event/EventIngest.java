package io.parley.audit.event;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.audit.log.Appended;
import io.parley.audit.log.EntryId;
import io.parley.audit.log.Submission;
import io.parley.audit.log.TransparencyLog;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes what all services record into the log. Commitment, body and signed checkpoint become durable in one
/// transaction; only then is the batch passed over in Kafka. Read again after a crash, it changes nothing.
@Component
class EventIngest {

    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final TransparencyLog log;
    private final EventStore events;
    private final TransactionTemplate transaction;
    private final Meters meters;

    EventIngest(
            RecordReader reader,
            DeadLetters deadLetters,
            TransparencyLog log,
            EventStore events,
            TransactionTemplate transaction,
            MeterRegistry metrics) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.log = log;
        this.events = events;
        this.transaction = transaction;
        this.meters = Meters.of(metrics);
    }

    private record Meters(Counter appended, Timer append) {
        static Meters of(MeterRegistry metrics) {
            return new Meters(
                    Counter.builder("parley.audit.appended")
                            .description("Entries appended to the log")
                            .register(metrics),
                    Timer.builder("parley.audit.append")
                            .description("One batch, lock to commit")
                            .register(metrics));
        }
    }

    @KafkaListener(topics = Topics.AUDIT_RECORDED)
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<RecordedEvent> batch = readable(records);
        if (!batch.isEmpty()) {
            meters.append().record(() -> keep(batch));
        }
    }

    private void keep(List<RecordedEvent> batch) {
        Integer appended = transaction.execute(_ -> append(batch));
        meters.appended().increment(requireNonNullElse(appended, 0));
    }

    private int append(List<RecordedEvent> batch) {
        List<Appended> appended = log.append(batch.stream()
                .map(event -> new Submission(event.id(), event.body()))
                .toList());
        Map<EntryId, RecordedEvent> byId =
                batch.stream().collect(toMap(RecordedEvent::id, identity(), (first, _) -> first));
        events.insert(appended.stream()
                .map(entry -> new EventStore.Row(entry, requireNonNull(byId.get(entry.id()))))
                .toList());
        return appended.size();
    }

    private List<RecordedEvent> readable(List<ConsumerRecord<byte[], byte[]>> records) {
        var readable = new ArrayList<RecordedEvent>();
        for (ReadRecord<AuditRecorded> read : reader.read(records, AuditRecorded.parser())) {
            try {
                readable.add(EventReader.read(read.value()));
            } catch (IllegalArgumentException unreadable) {
                deadLetters.park(read.record(), unreadable);
            }
        }
        return readable;
    }
}
