package io.parley.consent.key;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param keyset file with the key-encryption key: a Tink keyset in JSON, AES256_GCM, which the customer holds
@ConfigurationProperties(value = "parley.kek", ignoreUnknownFields = false)
@Validated
record KekProperties(
        @NotNull(message = "must name the file of the key-encryption key (environment: PARLEY_KEK_KEYSET)")
        Path keyset) {}
