package io.parley.presence.reachability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param heartbeatTtl how long a session counts after its gateway last reported it; a multiple of the gateways' beat
/// @param sweepInterval how often silent sessions are looked for
@ConfigurationProperties(value = "parley.presence", ignoreUnknownFields = false)
@Validated
record PresenceProperties(
        @DefaultValue("30s") Duration heartbeatTtl,
        @DefaultValue("1s") Duration sweepInterval) {

    PresenceProperties {
        positive("heartbeat-ttl", heartbeatTtl);
        positive("sweep-interval", sweepInterval);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("parley.presence." + name + ": " + value + " (expected: positive)");
        }
    }
}
