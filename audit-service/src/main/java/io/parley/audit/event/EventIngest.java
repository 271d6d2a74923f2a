package io.parley.audit.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.audit.event.Admission.Admitted;
import io.parley.contracts.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes what all services record into the log. Only when a batch is durable is it passed over in Kafka. Read again
/// after a crash, it changes nothing.
@Component
class EventIngest {

    private final Admission admission;
    private final EventStore events;
    private final EventAppend log;
    private final Meters meters;

    EventIngest(Admission admission, EventStore events, EventAppend log, MeterRegistry metrics) {
        this.admission = admission;
        this.events = events;
        this.log = log;
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
        Admitted admitted = admission.admit(records);
        events.prepare(admitted.events());
        meters.append().record(() -> meters.appended().increment(log.append(admitted)));
    }
}
