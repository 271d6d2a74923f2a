package io.parley.consent.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    @Bean
    ReturnedKeys returnedKeys(KeyStore store, TopicTails tails, DeadLetters deadLetters, MeterRegistry meters) {
        return new ReturnedKeys(store, tails, deadLetters, meters);
    }

    @Bean
    TopicTail destroyedKeysTail(ReturnedKeys returned) {
        return returned.journal();
    }
}
