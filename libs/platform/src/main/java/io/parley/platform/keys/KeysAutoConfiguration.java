package io.parley.platform.keys;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.KeyId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/// For the services that touch content. The others say `parley.keys.enabled: false`.
@AutoConfiguration
@ConditionalOnProperty(name = "parley.keys.enabled", matchIfMissing = true)
public class KeysAutoConfiguration {

    @Bean
    DataKeys dataKeys(ServiceClients clients, MeterRegistry metrics, Clock clock) {
        var keys = new DataKeys(clients.create(KeysApi.class, "consent"), clock);
        keys.measuredBy(metrics);
        return keys;
    }

    /// Kept for ever: after a restore consent-service learns from it which keys must stay destroyed.
    @Bean
    KafkaAdmin.NewTopics keyTopics(ParleyTopics topics) {
        return topics.compacted(Topics.KEY_DESTROYED);
    }

    @Bean
    TopicTail keyTail(TopicTails tails, DataKeys keys, DeadLetters deadLetters) {
        return tails.fromEnd(
                List.of(Topics.KEY_DESTROYED), records -> records.forEach(record -> evict(record, keys, deadLetters)));
    }

    private static void evict(ConsumerRecord<byte[], byte[]> record, DataKeys keys, DeadLetters deadLetters) {
        try {
            keys.evict(KeyId.of(KeyDestroyed.parseFrom(record.value()).getKeyId()));
        } catch (InvalidProtocolBufferException unreadable) {
            deadLetters.park(record, unreadable);
        }
    }
}
