package io.parley.consent.notice;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class NoticeTopics {

    @Bean
    KafkaAdmin.NewTopics noticeRecords(ParleyTopics topics) {
        return topics.singleCompacted(Topics.NOTICE);
    }

    @Bean
    KafkaAdmin.NewTopics nudges(ParleyTopics topics) {
        return topics.single(Topics.NUDGE);
    }
}
