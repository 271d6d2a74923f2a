package io.parley.platform.identity;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.KafkaAutoConfiguration;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/// Roles are used in the servlet services; the gateway has none to judge.
@AutoConfiguration(after = KafkaAutoConfiguration.class, before = ServletSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class RoleTrainingAutoConfiguration {

    @Bean
    RoleTraining roleTraining(Clock clock) {
        return new RoleTraining(clock);
    }

    @Bean
    TopicTail trainingTail(TopicTails tails, RoleTraining training) {
        TopicTail tail = tails.fromStart(Topics.TRAINING, training::apply);
        training.completeWhen(tail::caughtUp);
        return tail;
    }

    /// Of consent-service, declared by all: no privileged role would work before that service's first start.
    @Bean
    KafkaAdmin.NewTopics trainingTopics(ParleyTopics topics) {
        return topics.singleCompacted(Topics.TRAINING);
    }
}
