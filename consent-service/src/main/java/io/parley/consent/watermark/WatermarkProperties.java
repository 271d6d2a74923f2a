package io.parley.consent.watermark;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param watermarkInterval how often readers of the basis topic learn that nothing is missing; the archive lags by it
/// @param clockTolerance how far this machine's clock and the database's may differ before basis changes stop
@ConfigurationProperties(value = "parley.consent", ignoreUnknownFields = false)
@Validated
record WatermarkProperties(
        @DefaultValue("200ms") Duration watermarkInterval,
        @DefaultValue("2s") Duration clockTolerance) {

    WatermarkProperties {
        checkPositive("parley.consent.watermark-interval", watermarkInterval);
        checkPositive("parley.consent.clock-tolerance", clockTolerance);
    }

    private static void checkPositive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1ms)");
        }
    }
}
