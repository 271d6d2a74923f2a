package io.parley.audit.disclosure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DisclosureProperties.class)
class DisclosureConfiguration {

    @Bean
    MeterBinder delaysInForce(Delays delays) {
        return registry -> Gauge.builder("parley.audit.disclosure.delays", delays, Delays::inForce)
                .description("Cases of which people are not told for now who read what they wrote")
                .register(registry);
    }
}
