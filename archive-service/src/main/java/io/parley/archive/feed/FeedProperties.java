package io.parley.archive.feed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param every how long the numbering rests between two looks
/// @param batch how many seals are numbered in one transaction
/// @param pageBytes a page ends behind the record that makes it longer than this, in clear
@ConfigurationProperties(value = "parley.feed", ignoreUnknownFields = false)
@Validated
record FeedProperties(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("1000") @Min(1) @Max(10_000) int batch,
        @DefaultValue("8388608") @Min(1) @Max(67_108_864) int pageBytes) {}
