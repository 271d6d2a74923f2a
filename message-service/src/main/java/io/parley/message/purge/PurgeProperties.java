package io.parley.message.purge;

import io.parley.platform.retention.DestructionApi;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param every how long the sweep over old messages rests between two runs
/// @param batch how many messages are asked about, and at most destroyed, in one transaction
@ConfigurationProperties(value = "parley.purge", ignoreUnknownFields = false)
@Validated
record PurgeProperties(
        @DefaultValue("1h") Duration every,

        @DefaultValue("500") @Min(1) @Max(DestructionApi.MOST_ITEMS)
        int batch) {}
