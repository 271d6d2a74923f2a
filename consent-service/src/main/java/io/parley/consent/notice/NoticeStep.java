package io.parley.consent.notice;

import java.util.Locale;

/// What can happen to a version of a notice, once each.
public enum NoticeStep {
    SUBMITTED,
    APPROVED,
    REJECTED,
    /// Its time had come, and those concerned were told.
    EFFECTIVE,
    RETIRED;

    static NoticeStep of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
