package io.parley.message.receipt;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReceiptConfiguration {

    @Bean
    KafkaAdmin.NewTopics receiptNewsTopics(ParleyTopics topics) {
        return topics.of(Topics.RECEIPT_NEWS);
    }

    /// The gateway declares it as well; whoever starts first makes it.
    @Bean
    KafkaAdmin.NewTopics receiptTopics(ParleyTopics topics) {
        return topics.of(Topics.RECEIPT);
    }
}
