package io.parley.consent.scim;

import org.jspecify.annotations.Nullable;

/// Which attributes of the answer a client asks for, as query parameters (RFC 7644 §3.9).
record Shown(@Nullable String attributes, @Nullable String excludedAttributes) {

    Projection projection(ResourceType type) {
        return Projection.of(type, ListQuery.names(attributes), ListQuery.names(excludedAttributes));
    }
}
