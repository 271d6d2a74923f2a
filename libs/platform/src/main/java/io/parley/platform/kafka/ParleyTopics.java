package io.parley.platform.kafka;

import io.parley.contracts.Topics;
import io.parley.platform.region.ParleyProperties;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.core.KafkaAdmin;

/// Shapes of topics. The producing service declares its topics as `KafkaAdmin.NewTopics` beans; they are made at start.
public final class ParleyTopics {

    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private final ParleyProperties.Topics settings;

    ParleyTopics(ParleyProperties properties) {
        this.settings = properties.topics();
    }

    /// Spread over all partitions, kept for the broker's retention time.
    public KafkaAdmin.NewTopics of(String topic) {
        return withDeadLetter(topic, settings.partitions(), Map.of());
    }

    /// The last value per key is kept for ever.
    public KafkaAdmin.NewTopics compacted(String topic) {
        return withDeadLetter(topic, settings.partitions(), COMPACTED);
    }

    /// One partition: one order over all keys.
    public KafkaAdmin.NewTopics single(String topic) {
        return withDeadLetter(topic, 1, Map.of());
    }

    public KafkaAdmin.NewTopics singleCompacted(String topic) {
        return withDeadLetter(topic, 1, COMPACTED);
    }

    private KafkaAdmin.NewTopics withDeadLetter(String topic, int partitions, Map<String, String> configs) {
        return new KafkaAdmin.NewTopics(
                new NewTopic(topic, partitions, settings.replicas()).configs(configs),
                new NewTopic(Topics.deadLetter(topic), 1, settings.replicas()));
    }
}
