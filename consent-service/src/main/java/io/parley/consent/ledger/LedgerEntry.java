package io.parley.consent.ledger;

import io.parley.consent.notice.Audience;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.NoticeKind;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One act of one person about one purpose, with all that is needed to judge it later, whatever becomes of the notice.
///
/// @param notice what was answered; of a withdrawal, what it takes back
/// @param shownAt when the text was on the screen, as the client says; null for a withdrawal
/// @param effectiveAt unique in the ledger and growing
public record LedgerEntry(
        AnswerId id,
        PersonId person,
        Answered notice,
        Act act,
        @Nullable Instant shownAt,
        Instant effectiveAt) {

    /// The version of a notice that an act is about.
    public record Answered(
            NoticeId noticeId, int version, Purpose purpose, NoticeKind kind, Audience audience, String locale) {}

    public Purpose purpose() {
        return notice.purpose();
    }
}
