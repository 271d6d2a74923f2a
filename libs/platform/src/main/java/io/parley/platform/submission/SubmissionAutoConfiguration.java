package io.parley.platform.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.Topics;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.region.Instance;
import io.parley.platform.trace.RecordTraces;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

/// For the services that put commands on the message path: `parley.submission.enabled: true`.
@AutoConfiguration
@EnableScheduling
@ConditionalOnProperty("parley.submission.enabled")
public class SubmissionAutoConfiguration {

    @Bean
    Submissions submissions(
            KafkaTemplate<byte[], byte[]> kafka,
            Instance instance,
            MeterRegistry metrics,
            Clock clock,
            RecordTraces traces) {
        return new Submissions(kafka, instance, metrics, clock, traces);
    }

    @Bean
    KafkaAdmin.NewTopics submittedTopics(ParleyTopics topics) {
        return topics.of(Topics.MESSAGE_SUBMITTED);
    }
}
