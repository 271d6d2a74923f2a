package io.parley.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.platform.region.Instance;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.trace.RecordTraces;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@AutoConfiguration(before = org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration.class)
public class KafkaAutoConfiguration {

    private static final long FIRST_RETRY_MS = 100;
    private static final long LONGEST_RETRY_MS = 2_000;

    /// A batch that fails is read again until it succeeds: what fails here is a store that is down, and skipping would
    /// lose facts. Records that can never succeed are parked by the reader before this.
    @Bean
    CommonErrorHandler retryUntilItWorks(MeterRegistry metrics) {
        var backOff = new ExponentialBackOff(FIRST_RETRY_MS, 2);
        backOff.setMaxInterval(LONGEST_RETRY_MS);
        backOff.setMaxElapsedTime(Long.MAX_VALUE);
        var handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        handler.setRetryListeners(new FailingBatches(metrics));
        return handler;
    }

    /// A stable instance name makes the consumer a static member (KIP-345): restarted, it has its partitions at once.
    @Bean
    DefaultKafkaConsumerFactoryCustomizer staticMembership(Instance instance) {
        return factory -> {
            if (instance.stable()) {
                factory.updateConfigs(Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance.name()));
            }
        };
    }

    @Bean
    DeadLetters deadLetters(KafkaTemplate<byte[], byte[]> kafka, MeterRegistry metrics) {
        return new DeadLetters(kafka, metrics);
    }

    @Bean
    RecordReader recordReader(DeadLetters deadLetters) {
        return new RecordReader(deadLetters);
    }

    @Bean
    ParleyTopics parleyTopics(ParleyProperties properties) {
        return new ParleyTopics(properties);
    }

    @Bean
    TopicTails topicTails(KafkaProperties kafka, ObjectProvider<KafkaConnectionDetails> details, RecordTraces traces) {
        Map<String, Object> properties = kafka.buildConsumerProperties();
        details.ifAvailable(connection -> properties.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.getConsumer().getBootstrapServers()));
        return new TopicTails(properties, traces);
    }

    /// Ready only when every view was read once to its end.
    @Bean
    HealthIndicator parleyHealthIndicator(ObjectProvider<TopicTail> tails) {
        return () -> {
            List<String> behind = tails.stream()
                    .filter(tail -> !tail.caughtUp())
                    .map(tail -> tail.topics().getFirst())
                    .toList();
            return behind.isEmpty()
                    ? Health.up().build()
                    : Health.outOfService().withDetail("behind", behind).build();
        };
    }
}
