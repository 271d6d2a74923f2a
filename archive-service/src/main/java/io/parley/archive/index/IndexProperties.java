package io.parley.archive.index;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param every how often somebody looks whether there is something to index anew, and the pause between two batches
/// @param settle how long after its begin a rotation touches nothing, so that every search under way knows of it
/// @param batch records that are indexed anew at once
/// @param merge the pause between two merges of new words into their index
@ConfigurationProperties(value = "parley.index", ignoreUnknownFields = false)
@Validated
record IndexProperties(
        @DefaultValue("50ms") Duration every,
        @DefaultValue("30s") Duration settle,
        @DefaultValue("500") @Min(1) @Max(10_000) int batch,
        @DefaultValue("2s") Duration merge) {}
