package io.parley.audit.erasure;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param keep how long every event is needed as evidence: before, nothing of it is erased for anybody
/// @param every how often approved erasures are worked on
@ConfigurationProperties(value = "parley.audit.erasure", ignoreUnknownFields = false)
@Validated
record ErasureProperties(
        @NotNull @DefaultValue("P5Y") Period keep,
        @NotNull @DefaultValue("1s") Duration every) {}
