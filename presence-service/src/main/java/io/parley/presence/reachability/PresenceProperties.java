package io.parley.presence.reachability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param heartbeatTtl how long a session counts after its gateway last reported it; a multiple of the gateways' beat
/// @param contactsKept how long an answer to "do these two share a conversation?" is used
/// @param announceLease how long one instance has for announcing a person before another may; more than Kafka may take
/// @param sweepInterval how often silent sessions are looked for
@ConfigurationProperties(value = "parley.presence", ignoreUnknownFields = false)
@Validated
record PresenceProperties(
        @DefaultValue("30s") Duration heartbeatTtl,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("30s") Duration contactsKept,
        @DefaultValue("20s") Duration announceLease) {

    PresenceProperties {
        positive("heartbeat-ttl", heartbeatTtl);
        positive("sweep-interval", sweepInterval);
        positive("contacts-kept", contactsKept);
        positive("announce-lease", announceLease);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("parley.presence." + name + ": " + value + " (expected: positive)");
        }
    }
}
