package io.parley.consent.basis;

import java.util.Locale;

/// Why nothing is allowed.
enum Lack {
    /// Entries from before reasons were kept.
    UNKNOWN,
    /// The person's region has no rules, so nothing is allowed there.
    NO_RULE_PACK,
    ANSWER_MISSING,
    REFUSED,
    WITHDRAWN,
    /// What was said yes to cannot carry this purpose for this person.
    NOT_APPLICABLE,
    OBLIGATION_ENDED;

    static Lack of(String code) {
        return code.isEmpty() ? UNKNOWN : valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Empty for what is not known.
    String code() {
        return this == UNKNOWN ? "" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
