package io.parley.archive.file;

import io.parley.text.TextLimits;
import jakarta.validation.Valid;
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
/// @param text how the text of files is read
/// @param keysEvery how often the files whose key was destroyed are deleted
@ConfigurationProperties(value = "parley.archived-files", ignoreUnknownFields = false)
@Validated
record FileProperties(
        @DefaultValue("1GB") DataSize maxSize,
        @DefaultValue("2") @Min(1) @Max(64) int copiesAtOnce,
        @DefaultValue("500ms") Duration every,
        @DefaultValue("10s") Duration sweepEvery,
        @DefaultValue("10m") Duration keysEvery,
        @Valid @DefaultValue Text text) {

    /// @param workers processes that read files, per instance
    /// @param maxSize larger files are not read
    /// @param characters that are read of a file
    /// @param wallTime that a file may take
    /// @param heap of a worker's process
    record Text(
            @DefaultValue("1") @Min(1) @Max(16) int workers,
            @DefaultValue("50MB") DataSize maxSize,

            @DefaultValue("1000000") @Min(1_000) @Max(10_000_000)
            int characters,

            @DefaultValue("60s") Duration wallTime,
            @DefaultValue("512MB") DataSize heap) {

        TextLimits limits() {
            return new TextLimits(Math.toIntExact(heap.toMegabytes()), wallTime, characters, maxSize.toBytes());
        }
    }
}
