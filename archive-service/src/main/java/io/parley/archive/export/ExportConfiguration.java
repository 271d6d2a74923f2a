package io.parley.archive.export;

import io.parley.platform.signing.Signatory;
import io.parley.platform.signing.SigningConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
@Import(SigningConfiguration.class)
class ExportConfiguration {

    @Bean
    Signatory signatory(ExportProperties properties, JdbcClient jdbc) {
        return new Signatory(
                "archive", properties.origin(), "PARLEY_EXPORT_KEY", properties.key(), new SignedDocuments(jdbc));
    }
}
