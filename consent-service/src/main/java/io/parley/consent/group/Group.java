package io.parley.consent.group;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param version grows by one with each change, of members too
public record Group(
        UUID id, String displayName, @Nullable String externalId, long version, Instant createdAt, Instant changedAt) {

    private static final int MAX_CHARS = 256;

    public Group {
        checkText("displayName", displayName);
        if (externalId != null) {
            checkText("externalId", externalId);
        }
    }

    private static void checkText(String field, String value) {
        if (value.isBlank() || value.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    field + ".length: " + value.length() + " (expected: 1.." + MAX_CHARS + ", not blank)");
        }
    }
}
