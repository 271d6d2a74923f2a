package io.parley.audit.completeness;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param grace how long a number may be missing before it is told: events of one process overtake each other, and one
///     that could not be sent gives its number back once Kafka is there again
/// @param every how often this is looked at
@ConfigurationProperties(value = "parley.audit.gaps", ignoreUnknownFields = false)
record GapProperties(
        @DefaultValue("30s") Duration grace,
        @DefaultValue("5s") Duration every) {}
