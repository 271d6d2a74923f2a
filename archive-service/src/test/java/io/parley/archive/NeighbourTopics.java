package io.parley.archive;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/// The topics that other services declare in a region.
@TestConfiguration(proxyBeanMethods = false)
class NeighbourTopics {

    @Bean
    KafkaAdmin.NewTopics acceptedTopic(ParleyTopics topics) {
        return topics.of(Topics.MESSAGE_ACCEPTED);
    }

    @Bean
    KafkaAdmin.NewTopics receiptTopic(ParleyTopics topics) {
        return topics.of(Topics.RECEIPT);
    }

    @Bean
    KafkaAdmin.NewTopics basisTopic(ParleyTopics topics) {
        return topics.singleCompacted(Topics.BASIS);
    }

    @Bean
    KafkaAdmin.NewTopics personTopic(ParleyTopics topics) {
        return topics.compacted(Topics.PERSON);
    }

    @Bean
    KafkaAdmin.NewTopics auditTopic(ParleyTopics topics) {
        return topics.single(Topics.AUDIT_RECORDED);
    }
}
