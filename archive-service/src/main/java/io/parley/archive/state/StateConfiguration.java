package io.parley.archive.state;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    @Bean
    KafkaAdmin.NewTopics conversationArchiveStateTopic(ParleyTopics topics) {
        return topics.compacted(Topics.CONVERSATION_ARCHIVE_STATE);
    }
}
