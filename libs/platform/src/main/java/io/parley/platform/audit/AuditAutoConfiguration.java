package io.parley.platform.audit;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.outbox.Outbox;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

@AutoConfiguration
public class AuditAutoConfiguration {

    @Bean
    AuditTrail auditTrail(
            KafkaTemplate<byte[], byte[]> kafka,
            ObjectProvider<Outbox> outbox,
            ParleyProperties properties,
            Clock clock) {
        return new AuditTrail(kafka, outbox.getIfAvailable(), properties, clock);
    }

    /// Every service records, so each makes sure that the topic is there.
    @Bean
    KafkaAdmin.NewTopics auditTopics(ParleyTopics topics) {
        return topics.single(Topics.AUDIT_RECORDED);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlet {

        @Bean
        RefusalRecorder refusalRecorder(AuditTrail trail) {
            return new RefusalRecorder(trail);
        }
    }
}
