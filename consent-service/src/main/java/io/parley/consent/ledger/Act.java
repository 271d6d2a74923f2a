package io.parley.consent.ledger;

import java.util.Arrays;
import java.util.Locale;

/// What a person did.
public enum Act {
    ACCEPTED,
    ACKNOWLEDGED,
    REFUSED,
    WITHDRAWN;

    static Act of(String code) {
        return Arrays.stream(values())
                .filter(act -> act.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "act: " + code + " (expected: accepted, acknowledged, refused or withdrawn)"));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it lets things go on. The others end, from their instant on, all that was said before.
    public boolean isYes() {
        return switch (this) {
            case ACCEPTED, ACKNOWLEDGED -> true;
            case REFUSED, WITHDRAWN -> false;
        };
    }
}
