package io.parley.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/// Says that a batch fails and is tried again, with the metric `parley.batches.failed`: without this a consumer could
/// stand still for hours unseen. Names the kind of failure and the place, not its message, which may hold content.
final class FailingBatches implements RetryListener {

    private static final Logger LOG = LoggerFactory.getLogger(FailingBatches.class);

    private final MeterRegistry metrics;

    FailingBatches(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
        report(record.topic(), failure, attempt);
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception failure, int attempt) {
        records.partitions().forEach(partition -> report(partition.topic(), failure, attempt));
    }

    /// A long outage is told of ever more rarely in the log, at every attempt in the metric.
    private void report(String topic, @Nullable Exception failure, int attempt) {
        metrics.counter("parley.batches.failed", "topic", topic).increment();
        if (Integer.bitCount(attempt) == 1) {
            LOG.warn("A batch of {} failed at attempt {} and is tried again: {}", topic, attempt, kind(failure));
        }
    }

    static String kind(@Nullable Throwable failure) {
        if (failure == null) {
            return "unknown cause";
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] frames = root.getStackTrace();
        return root.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
