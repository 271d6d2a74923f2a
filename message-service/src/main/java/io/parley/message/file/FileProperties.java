package io.parley.message.file;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param maxSize of one file
/// @param partSize what clients are told to send at a time; they may send other lengths
/// @param quota of all files of one person, unfinished ones included
/// @param unfinishedPerPerson uploads that one person may have open
/// @param uploadsAtOnce transfers into one instance at a time; more are told to come back
/// @param uploadTtl an upload without a new part for so long is removed
/// @param unlinkedTtl a file that no message ever named is removed so long after it was complete
/// @param sweepEvery how often what has expired is removed
/// @param deniedTypes media types that are refused, with all that specialise them, whether claimed, found in the
///     content or told by the name
/// @param thumbnailMaxPixels images of more pixels get none: the check comes before any decoding
/// @param thumbnailEdge the longer edge of a thumbnail in pixels
/// @param thumbnailThreads images decoded at once
@ConfigurationProperties(value = "parley.files", ignoreUnknownFields = false)
@Validated
record FileProperties(
        @DefaultValue("1GB") DataSize maxSize,
        @DefaultValue("8MB") DataSize partSize,
        @DefaultValue("10GB") DataSize quota,
        @DefaultValue("100") @Min(1) int unfinishedPerPerson,
        @DefaultValue("64") @Min(1) int uploadsAtOnce,
        @DefaultValue("24h") Duration uploadTtl,
        @DefaultValue("30d") Duration unlinkedTtl,
        @DefaultValue("10m") Duration sweepEvery,

        @DefaultValue({
            "application/x-dosexec",
            "application/x-msdownload",
            "application/x-executable",
            "application/x-sharedlib",
            "application/x-elf",
            "application/x-mach-o",
            "application/x-ms-installer",
            "application/x-bat",
            "application/x-sh",
            "application/java-archive",
            "application/java-vm"
        })
        List<String> deniedTypes,

        @DefaultValue("50000000") @Min(1) long thumbnailMaxPixels,
        @DefaultValue("320") @Min(16) @Max(2048) int thumbnailEdge,
        @DefaultValue("1") @Min(1) int thumbnailThreads) {}
