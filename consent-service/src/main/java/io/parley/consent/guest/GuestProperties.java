package io.parley.consent.guest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param longestStay how far away the end of an invitation may be
@ConfigurationProperties(value = "parley.guests", ignoreUnknownFields = false)
@Validated
record GuestProperties(@DefaultValue("366d") Duration longestStay) {}
