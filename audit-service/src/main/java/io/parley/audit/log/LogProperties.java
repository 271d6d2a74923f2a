package io.parley.audit.log;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param key file of the Ed25519 key (PKCS#8 PEM) that signed checkpoints before there was one in the database; empty:
///     there was none
/// @param origin name of the log and of its key; fixed for the life of the log
/// @param writerWait how long an instance waits for another one's append before it fails and tries again
@ConfigurationProperties(value = "parley.audit.log", ignoreUnknownFields = false)
@Validated
record LogProperties(
        @DefaultValue("") String key,
        @NotNull String origin,
        @DefaultValue("10s") Duration writerWait) {}
