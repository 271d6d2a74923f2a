package io.parley.archive.feed;

import java.util.Locale;

/// What can become of an authorisation or a key after it was asked for.
enum FeedStep {
    APPROVED,
    REFUSED,
    REVOKED;

    static FeedStep of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
