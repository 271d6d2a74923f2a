package io.parley.consent.scim;

import org.jspecify.annotations.Nullable;

/// Ends a SCIM request with an error body (RFC 7644 §3.12).
final class ScimException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String scimType;

    ScimException(int status, @Nullable String scimType, String detail) {
        super(detail);
        this.status = status;
        this.scimType = scimType;
    }

    static ScimException invalidValue(String detail) {
        return new ScimException(400, "invalidValue", detail);
    }

    /// @param what User or Group
    static ScimException notFound(String what) {
        return new ScimException(404, null, what + " not found");
    }

    static ScimException stale(long current) {
        return new ScimException(412, null, "If-Match (expected: " + Etag.of(current) + ")");
    }

    ScimError body() {
        return ScimError.of(status, scimType, String.valueOf(getMessage()));
    }

    int status() {
        return status;
    }
}
