package io.parley.archive.export;

import io.parley.platform.signing.NoteKey;
import io.parley.platform.signing.NoteKeyFile;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
class ExportConfiguration {

    @Bean
    NoteKey exportKey(ExportProperties properties) {
        return NoteKeyFile.read("PARLEY_EXPORT_KEY", properties.key(), properties.origin());
    }
}
