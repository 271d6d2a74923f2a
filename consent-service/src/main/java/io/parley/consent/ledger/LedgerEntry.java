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
/// @param guardian who spoke for the person; null: they did themselves
/// @param notice what was answered; of a withdrawal, what it takes back
/// @param shown how the text came before the person; null for a withdrawal
/// @param effectiveAt unique in the ledger and growing
public record LedgerEntry(
        AnswerId id,
        PersonId person,
        @Nullable PersonId guardian,
        Answered notice,
        Act act,
        @Nullable Shown shown,
        Instant effectiveAt) {

    /// The version of a notice that an act is about.
    public record Answered(
            NoticeId noticeId, int version, Purpose purpose, NoticeKind kind, Audience audience, String locale) {}

    /// @param at when the text was on the screen, as the client says
    /// @param servedAt when it was handed out to that device, by our clock
    /// @param device as the client names itself; empty when it does not
    public record Shown(Instant at, Instant servedAt, String device) {}

    /// Whose act it was.
    public PersonId actor() {
        return guardian == null ? person : guardian;
    }

    public Purpose purpose() {
        return notice.purpose();
    }
}
