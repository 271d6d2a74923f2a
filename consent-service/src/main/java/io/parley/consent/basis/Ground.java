package io.parley.consent.basis;

import java.util.Arrays;
import java.util.Locale;

/// Why something may be done with a person's words.
enum Ground {
    NONE,
    CONSENT,
    NOTICE,
    LEGAL_OBLIGATION;

    static Ground of(String code) {
        return Arrays.stream(values())
                .filter(ground -> ground.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "ground: " + code + " (expected: none, consent, notice or legal-obligation)"));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    io.parley.contracts.event.Ground event() {
        return switch (this) {
            case NONE -> io.parley.contracts.event.Ground.NONE;
            case CONSENT -> io.parley.contracts.event.Ground.CONSENT;
            case NOTICE -> io.parley.contracts.event.Ground.NOTICE;
            case LEGAL_OBLIGATION -> io.parley.contracts.event.Ground.LEGAL_OBLIGATION;
        };
    }
}
