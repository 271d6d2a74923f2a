package io.parley.archive.retention;

import io.parley.contracts.Topics;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.retention.AppliedApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class PurgeConfiguration {

    @Bean
    AppliedApi appliedPurges(ServiceClients clients) {
        return clients.create(AppliedApi.class, "message");
    }

    @Bean
    KafkaAdmin.NewTopics purgedTopics(ParleyTopics topics) {
        return topics.of(Topics.ARCHIVE_PURGED);
    }
}
