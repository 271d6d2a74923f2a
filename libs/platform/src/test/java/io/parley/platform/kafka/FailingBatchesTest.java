package io.parley.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FailingBatchesTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void countsEveryFailedAttemptOfABatch() {
        var partition = new TopicPartition("parley.test.v1", 0);
        var record = new ConsumerRecord<>("parley.test.v1", 0, 7, new byte[] {1}, new byte[] {2});
        var records = new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of());

        var listener = new FailingBatches(metrics);
        listener.failedDelivery(records, new IllegalStateException("store down"), 1);
        listener.failedDelivery(records, new IllegalStateException("store down"), 3);

        assertThat(metrics.counter("parley.batches.failed", "topic", "parley.test.v1")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void namesTheRootOfAFailureWithoutItsWords() {
        var failure = new IllegalStateException("outer words", new UnsupportedOperationException("inner words"));

        assertThat(FailingBatches.kind(failure))
                .startsWith("java.lang.UnsupportedOperationException at io.parley.platform.kafka.FailingBatchesTest")
                .doesNotContain("words");
    }
}
