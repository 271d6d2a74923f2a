package io.parley.archive.file;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param maxSize larger files are not copied, and recorded as `too-large`
/// @param copiesAtOnce per instance
/// @param every how long a waiting file waits at most when nothing else is done
/// @param sweepEvery how often the files of what retention destroyed are deleted
/// @param keysEvery how often the files whose key was destroyed are deleted
@ConfigurationProperties(value = "parley.archived-files", ignoreUnknownFields = false)
@Validated
record FileProperties(
        @DefaultValue("1GB") DataSize maxSize,
        @DefaultValue("2") @Min(1) @Max(64) int copiesAtOnce,
        @DefaultValue("500ms") Duration every,
        @DefaultValue("10s") Duration sweepEvery,
        @DefaultValue("10m") Duration keysEvery) {}
