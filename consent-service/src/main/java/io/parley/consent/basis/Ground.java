package io.parley.consent.basis;

import io.parley.contracts.Coded;

/// Why something may be done with a person's words.
enum Ground implements Coded {
    NONE,
    CONSENT,
    NOTICE,
    LEGAL_OBLIGATION;

    static Ground of(String code) {
        return Coded.find(values(), code)
                .orElseThrow(() ->
                        new IllegalArgumentException("ground: " + code + " (expected: " + Coded.codes(values()) + ")"));
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
