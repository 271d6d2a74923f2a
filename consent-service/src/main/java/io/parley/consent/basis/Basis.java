package io.parley.consent.basis;

import io.parley.consent.notice.NoticeId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether processing is allowed, and on what recorded ground.
sealed interface Basis {

    /// No ground: not allowed.
    record None(Lack why) implements Basis {}

    /// The person's own word.
    ///
    /// @param answerId the entry of the ledger that carries it
    record Granted(Ground ground, NoticeId noticeId, int noticeVersion, UUID answerId) implements Basis {

        public Granted {
            if (ground != Ground.CONSENT && ground != Ground.NOTICE) {
                throw new IllegalArgumentException(
                        "ground: " + ground.code() + " (expected: consent or notice, when somebody's word carries it)");
            }
        }
    }

    /// A legal obligation on file.
    ///
    /// @param until ends by itself then; null: not by itself
    record Obliged(UUID obligationId, @Nullable Instant until) implements Basis {}

    default boolean isAllowed() {
        return !(this instanceof None);
    }
}
