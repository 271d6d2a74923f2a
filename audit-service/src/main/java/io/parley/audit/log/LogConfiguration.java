package io.parley.audit.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parley.platform.signing.Signatory;
import io.parley.platform.signing.SigningConfiguration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogProperties.class)
@Import(SigningConfiguration.class)
class LogConfiguration {

    @Bean
    Signatory signatory(LogProperties properties, LogStore store) {
        return new Signatory(
                "audit-log", properties.origin(), "PARLEY_LOG_KEY", properties.key(), new SignedCheckpoints(store));
    }

    /// Before anything can append or read: listeners and the web server start later.
    @Bean
    SmartInitializingSingleton logOpening(TransparencyLog log) {
        return log::open;
    }

    /// Read at each scrape, so that an instance that does not append right now tells the truth as well.
    @Bean
    MeterBinder treeSize(TransparencyLog log) {
        return registry -> Gauge.builder("parley.audit.tree.size", log, TransparencyLog::size)
                .description("Entries under the latest signed checkpoint")
                .register(registry);
    }
}
