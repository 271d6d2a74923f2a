package io.parley.contracts;

import java.util.Locale;

/// What a person's words may be used for. Closed; each needs its own basis.
public enum Purpose {
    TERMS,
    PRIVACY,
    MONITORING,
    ARCHIVE,
    AI,
    TRANSFER;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Purpose of(String code) {
        return switch (code) {
            case "terms" -> TERMS;
            case "privacy" -> PRIVACY;
            case "monitoring" -> MONITORING;
            case "archive" -> ARCHIVE;
            case "ai" -> AI;
            case "transfer" -> TRANSFER;
            default ->
                throw new IllegalArgumentException(
                        "purpose: " + code + " (expected: terms, privacy, monitoring, archive, ai or transfer)");
        };
    }
}
