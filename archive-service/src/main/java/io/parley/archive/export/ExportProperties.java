package io.parley.archive.export;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param key file of the Ed25519 key (PKCS#8 PEM) that signed exports before there was one in the database; empty:
///     there was none
/// @param origin name of that key, which every signature bears
@ConfigurationProperties(value = "parley.export", ignoreUnknownFields = false)
@Validated
record ExportProperties(
        @DefaultValue("") String key, @NotNull String origin) {}
