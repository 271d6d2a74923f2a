package io.parley.consent.basis;

import io.parley.consent.notice.NoticeId;
import java.util.UUID;

/// Whether processing is allowed, and by what the person said.
sealed interface Basis {

    /// No ground: not allowed.
    record None() implements Basis {}

    /// @param answerId the entry of the ledger that carries it
    record Granted(Ground ground, NoticeId noticeId, int noticeVersion, UUID answerId) implements Basis {

        public Granted {
            if (ground == Ground.NONE) {
                throw new IllegalArgumentException("ground: none (expected: a ground, when something is granted)");
            }
        }
    }
}
