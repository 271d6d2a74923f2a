package io.parley.consent.person;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class PersonTopics {

    @Bean
    KafkaAdmin.NewTopics personRecords(ParleyTopics topics) {
        return topics.compacted(Topics.PERSON);
    }
}
