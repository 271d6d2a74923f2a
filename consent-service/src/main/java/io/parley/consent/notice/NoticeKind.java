package io.parley.consent.notice;

import java.util.Arrays;
import java.util.Locale;

/// What is asked: to agree to terms, to take note, or to consent freely.
public enum NoticeKind {
    AGREEMENT,
    NOTICE,
    CONSENT;

    public static NoticeKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("kind: " + code + " (expected: agreement, notice or consent)"));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
