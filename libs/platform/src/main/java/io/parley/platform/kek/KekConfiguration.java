package io.parley.platform.kek;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// For services that hold something under a key-encryption key. Without one that is named well they do not start.
/// They import it; no scan of packages finds it.
@EnableConfigurationProperties(KekProperties.class)
public class KekConfiguration {

    @Bean
    KeyEncryptionKeys keyEncryptionKeys(KekProperties properties) {
        return KeyEncryptionKeys.of(properties);
    }
}
