package io.parley.archive.export;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param key file of the Ed25519 key that signs exports (PKCS#8 PEM)
/// @param origin name of that key, which every signature bears
@ConfigurationProperties(value = "parley.export", ignoreUnknownFields = false)
@Validated
record ExportProperties(
        @NotNull(message = "must be set: PARLEY_EXPORT_KEY names the file (PKCS#8 PEM, Ed25519)")
        Path key,

        @NotNull String origin) {}
