package io.parley.consent.scim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param status as text, as RFC 7644 §3.12 has it
record ScimError(
        List<String> schemas, String status, @Nullable String scimType, String detail) {

    static ScimError of(int status, @Nullable String scimType, String detail) {
        return new ScimError(
                List.of("urn:ietf:params:scim:api:messages:2.0:Error"), Integer.toString(status), scimType, detail);
    }
}
