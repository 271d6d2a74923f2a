package io.parley.consent.notice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param fourEyes whether a second person must approve a version before it can be published
/// @param remindEvery how long people who have not answered are left alone between reminders; zero: for ever
/// @param sweepInterval how often versions whose time has come, and reminders that are due, are looked for
@ConfigurationProperties(value = "parley.notice", ignoreUnknownFields = false)
@Validated
public record NoticeProperties(
        @DefaultValue("true") boolean fourEyes,
        @DefaultValue("7d") Duration remindEvery,
        @DefaultValue("1s") Duration sweepInterval) {

    public NoticeProperties {
        if (remindEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "parley.notice.remind-every: " + remindEvery + " (expected: not negative)");
        }
    }
}
