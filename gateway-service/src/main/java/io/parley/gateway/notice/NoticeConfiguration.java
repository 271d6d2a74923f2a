package io.parley.gateway.notice;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    @Bean
    TopicTail mandatoryNoticeTail(TopicTails tails, MandatoryNotices notices) {
        TopicTail tail = tails.fromStart(Topics.NOTICE, notices::apply);
        notices.completeWhen(tail::caughtUp);
        return tail;
    }

    /// Of consent-service, declared here as well: nobody could write before that service's first start.
    @Bean
    KafkaAdmin.NewTopics noticeTopics(ParleyTopics topics) {
        return topics.singleCompacted(Topics.NOTICE);
    }

    @Bean
    KafkaAdmin.NewTopics nudgeTopics(ParleyTopics topics) {
        return topics.single(Topics.NUDGE);
    }
}
