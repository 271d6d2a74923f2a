package io.parley.consent.key;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class KeyTopics {

    @Bean
    KafkaAdmin.NewTopics keyDestroyedTopics(ParleyTopics topics) {
        return topics.of(Topics.KEY_DESTROYED);
    }
}
