package io.parley.archive.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param every how long the sweep rests between two runs
/// @param batch how many records are looked at, and at most destroyed, in one transaction
@ConfigurationProperties(value = "parley.retention", ignoreUnknownFields = false)
@Validated
record RetentionProperties(
        @DefaultValue("1h") Duration every,
        @DefaultValue("1000") @Min(1) @Max(10_000) int batch) {}
