package io.parley.consent.scim;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param client the one client id that may provision people
@ConfigurationProperties(value = "parley.scim", ignoreUnknownFields = false)
@ConditionalOnProperty("parley.scim.client")
@Validated
record ScimProperties(@NotBlank String client) {}
