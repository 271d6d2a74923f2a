package io.parley.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.Topics;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/// Where records go that can never be processed. Parking is loud: an error in the log and the metric
/// `parley.dead.letters`, both alarm material, because a parked record is a promise not kept.
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final long WAIT_SECONDS = 15;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final MeterRegistry metrics;

    public DeadLetters(KafkaTemplate<byte[], byte[]> kafka, MeterRegistry metrics) {
        this.kafka = kafka;
        this.metrics = metrics;
    }

    /// Returns only when the broker holds the parked copy, so that the original may be passed over.
    public void park(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        var parked = new ProducerRecord<>(Topics.deadLetter(record.topic()), record.key(), record.value());
        record.headers().forEach(parked.headers()::add);
        header(parked, "dead-cause", cause.getClass().getName());
        header(parked, "dead-position", record.partition() + "@" + record.offset());
        send(parked);
        metrics.counter("parley.dead.letters", "topic", record.topic()).increment();
        LOG.error(
                "Parked an unreadable record of {} at {}@{}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                cause.getClass().getName());
    }

    private void send(ProducerRecord<byte[], byte[]> parked) {
        try {
            kafka.send(parked).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("Kafka", interrupted);
        } catch (ExecutionException | TimeoutException down) {
            throw DomainException.unavailable("Kafka", down);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
