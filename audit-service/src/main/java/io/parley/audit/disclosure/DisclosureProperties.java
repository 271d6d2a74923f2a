package io.parley.audit.disclosure;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param reader how people see who read: a stable id that says no name, or the person's id
/// @param provisional how long the first delay of a case works before a second person approved it
/// @param longest how far ahead one decision may reach
/// @param total how long after the first request of a case everything must have been told, however often it is extended
@ConfigurationProperties(value = "parley.audit.disclosure", ignoreUnknownFields = false)
@Validated
record DisclosureProperties(
        @NotNull @DefaultValue("pseudonym") Reader reader,
        @NotNull @DefaultValue("72h") Duration provisional,
        @NotNull @DefaultValue("P90D") Period longest,
        @NotNull @DefaultValue("P1Y") Period total) {

    enum Reader {
        PSEUDONYM,
        PERSON
    }
}
