package io.parley.gateway.limit;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param restRate REST calls per second and person
/// @param restBurst REST calls at once
/// @param sendRate messages, edits and recalls per second and person, over all devices
/// @param sendBurst of those at once
/// @param sendLease how many of those a gateway takes from Redis at a time, so that not every message asks it
/// @param frameRate frames of any kind per second and session; faster sessions are ended
/// @param frameBurst of those at once
/// @param redisRest how long Redis is left alone after it failed
@ConfigurationProperties(value = "parley.gateway.limits", ignoreUnknownFields = false)
@Validated
record LimitProperties(
        @DefaultValue("100") @Min(1) int restRate,
        @DefaultValue("200") @Min(1) int restBurst,
        @DefaultValue("200") @Min(1) int sendRate,
        @DefaultValue("400") @Min(1) int sendBurst,
        @DefaultValue("50") @Min(1) int sendLease,
        @DefaultValue("500") @Min(1) int frameRate,
        @DefaultValue("2000") @Min(1) int frameBurst,
        @DefaultValue("5s") Duration redisRest) {

    Pace rest() {
        return new Pace(restRate, restBurst);
    }

    Pace send() {
        return new Pace(sendRate, sendBurst);
    }

    Pace frame() {
        return new Pace(frameRate, frameBurst);
    }
}
