package io.parley.archive.hold;

import java.util.Locale;

/// The way out of a hold, in order. What is requested takes effect when another person approves it.
enum HoldStep {
    RELEASE_REQUESTED,
    RELEASED,
    DISPOSITION_REQUESTED,
    DISPOSED;

    static HoldStep of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
