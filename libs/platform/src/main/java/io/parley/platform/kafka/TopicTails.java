package io.parley.platform.kafka;

import io.parley.platform.trace.RecordTraces;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Makes tails. Declare each as a bean: Spring starts and stops it.
public final class TopicTails {

    private final Map<String, Object> consumerProperties;
    private final RecordTraces traces;

    TopicTails(Map<String, Object> consumerProperties, RecordTraces traces) {
        this.consumerProperties = Map.copyOf(consumerProperties);
        this.traces = traces;
    }

    /// Everything the topic holds, then what comes: for views of compacted topics.
    public TopicTail fromStart(String topic, BatchHandler handler) {
        return new TopicTail(this::consumer, List.of(topic), true, handler, traces);
    }

    /// What comes from now on: for delivery. Several topics share one thread, so their handler is never concurrent.
    public TopicTail fromEnd(List<String> topics, BatchHandler handler) {
        return new TopicTail(this::consumer, topics, false, handler, traces);
    }

    private Consumer<byte[], byte[]> consumer() {
        var properties = new java.util.HashMap<>(consumerProperties);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(properties);
    }

    /// Takes each batch in order. What it throws stops the batch; the tail starts again from the batch's beginning.
    @FunctionalInterface
    public interface BatchHandler {
        void handle(List<ConsumerRecord<byte[], byte[]>> records);
    }
}
