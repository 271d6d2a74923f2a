package io.parley.consent.basis;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class BasisTopics {

    /// One partition: changes and watermarks need one order.
    @Bean
    KafkaAdmin.NewTopics basisRecords(ParleyTopics topics) {
        return topics.singleCompacted(Topics.BASIS);
    }
}
