package io.parley.presence.reachability;

import io.parley.contracts.Topics;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReachabilityConfiguration {

    @Bean
    ContactCalls contactCalls(ServiceClients clients) {
        return clients.create(ContactCalls.class, "message");
    }

    @Bean
    KafkaAdmin.NewTopics presenceTopics(ParleyTopics topics) {
        return topics.of(Topics.PRESENCE_CHANGED);
    }

    /// The gateway declares it as well; whoever starts first makes it.
    @Bean
    KafkaAdmin.NewTopics sessionTopics(ParleyTopics topics) {
        return topics.of(Topics.SESSION_CHANGED);
    }
}
