package io.parley.consent.training;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param remindEvery how long people who are late are left alone between reminders; zero: for ever
/// @param sweepInterval how often reminders that are due are looked for
@ConfigurationProperties(value = "parley.training", ignoreUnknownFields = false)
@Validated
record TrainingProperties(
        @DefaultValue("7d") Duration remindEvery,
        @DefaultValue("10s") Duration sweepInterval) {}
