package io.parley.gateway.edge;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param maxBody largest request body, but for uploads
/// @param maxUpload largest request body that brings a file or a part of one
/// @param openPaths what needs no token, as path patterns; `/actuator` is there on the management port only
/// @param corsOrigins web pages of other origins that may call; none by default
@ConfigurationProperties(value = "parley.gateway.edge", ignoreUnknownFields = false)
@Validated
record EdgeProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("1025MB") DataSize maxUpload,

        @DefaultValue({"/v1/openapi.json", "/v1/asyncapi.json", "/v1/audit/log/**", "/v1/receipts/keys", "/actuator/**"
        })
        List<String> openPaths,

        @DefaultValue List<String> corsOrigins) {}
