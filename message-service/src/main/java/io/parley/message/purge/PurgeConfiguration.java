package io.parley.message.purge;

import io.parley.contracts.Topics;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.retention.DestructionApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PurgeConfiguration {

    @Bean
    DestructionApi destructions(ServiceClients clients) {
        return clients.create(DestructionApi.class, "archive");
    }

    @Bean
    KafkaAdmin.NewTopics purgedTopics(ParleyTopics topics) {
        return topics.of(Topics.MESSAGE_PURGED);
    }

    /// Of archive-service, declared here as well: the listener must not wait for that service's first start.
    @Bean
    KafkaAdmin.NewTopics archivePurgedTopics(ParleyTopics topics) {
        return topics.of(Topics.ARCHIVE_PURGED);
    }
}
