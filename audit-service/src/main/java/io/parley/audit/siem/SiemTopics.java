package io.parley.audit.siem;

import io.parley.platform.region.ParleyProperties;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/// Topics of receivers on the region's own brokers; on other brokers they are not ours to make.
@Configuration(proxyBeanMethods = false)
class SiemTopics {

    private static final String BROKERS = "bootstrap.servers";

    @Bean
    KafkaAdmin.NewTopics ocsfTopics(SiemProperties properties, ParleyProperties parley) {
        return new KafkaAdmin.NewTopics(properties.receivers().values().stream()
                .map(SiemProperties.Receiver::kafka)
                .filter(Objects::nonNull)
                .filter(kafka -> !kafka.properties().containsKey(BROKERS))
                .map(kafka -> new NewTopic(kafka.topic(), 1, parley.topics().replicas()))
                .toArray(NewTopic[]::new));
    }
}
