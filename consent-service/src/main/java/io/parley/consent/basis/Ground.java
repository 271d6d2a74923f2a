package io.parley.consent.basis;

import java.util.Locale;

/// Why something may be done with a person's words.
enum Ground {
    NONE,
    CONSENT,
    NOTICE;

    static Ground of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    io.parley.contracts.event.Ground event() {
        return switch (this) {
            case NONE -> io.parley.contracts.event.Ground.NONE;
            case CONSENT -> io.parley.contracts.event.Ground.CONSENT;
            case NOTICE -> io.parley.contracts.event.Ground.NOTICE;
        };
    }
}
