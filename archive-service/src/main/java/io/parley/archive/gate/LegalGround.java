package io.parley.archive.gate;

import io.parley.contracts.Coded;
import io.parley.contracts.event.Ground;

/// The ground on which one party's words may be archived.
public enum LegalGround implements Coded {
    NONE,
    CONSENT,
    NOTICE,
    LEGAL_OBLIGATION;

    /// An unknown ground of a newer producer is no ground.
    static LegalGround of(Ground ground) {
        return switch (ground) {
            case CONSENT -> CONSENT;
            case NOTICE -> NOTICE;
            case LEGAL_OBLIGATION -> LEGAL_OBLIGATION;
            case NONE, UNRECOGNIZED -> NONE;
        };
    }
}
