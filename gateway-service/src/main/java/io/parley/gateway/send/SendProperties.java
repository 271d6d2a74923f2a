package io.parley.gateway.send;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param answerWithin how long a REST call waits for its command to be decided
@ConfigurationProperties(value = "parley.gateway.send", ignoreUnknownFields = false)
@Validated
record SendProperties(@DefaultValue("10s") Duration answerWithin) {}
