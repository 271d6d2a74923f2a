package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.notice.StandingNotice;
import io.parley.consent.person.Person;
import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Purpose;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Takes answers and withdrawals.
@Service
class AnswerDesk {

    private final AnswerLine line;
    private final EffectiveTime effectiveTime;
    private final ServedNotices notices;
    private final LedgerStore store;
    private final LedgerPen pen;
    private final ReceiptProperties properties;

    AnswerDesk(
            AnswerLine line,
            EffectiveTime effectiveTime,
            ServedNotices notices,
            LedgerStore store,
            LedgerPen pen,
            ReceiptProperties properties) {
        this.line = line;
        this.effectiveTime = effectiveTime;
        this.notices = notices;
        this.store = store;
        this.pen = pen;
        this.properties = properties;
    }

    /// @param repeated this is what the person said last; nothing was added
    record Taken(Receipt receipt, boolean repeated) {}

    Taken answer(Person person, AnswerRequest request, String device) {
        return line.inTurn(() -> record(person, request, device));
    }

    private Taken record(Person person, AnswerRequest request, String device) {
        Instant at = effectiveTime.take();
        StandingNotice standing = notices.standingFor(person, request);
        Act act = AnswerRules.act(request);
        Optional<LedgerEntry> last = last(person, standing.current().purpose());
        if (last.isPresent() && isSame(last.get(), request, act)) {
            return new Taken(store.receipt(last.get().id()), true);
        }
        NoticeVersion version = notices.version(standing, request);
        Serving serving = notices.serving(person, request, device);
        AnswerRules.check(request, act, version, serving, at, properties.shownAtSkew());
        LedgerEntry.Shown shown =
                new LedgerEntry.Shown(request.shownAt().truncatedTo(ChronoUnit.MILLIS), serving.at(), serving.device());
        LedgerEntry entry =
                new LedgerEntry(AnswerId.next(), person.id(), answered(version, request.locale()), act, shown, at);
        return new Taken(pen.write(entry, version), false);
    }

    /// Takes back whatever stands for the purpose, consent and acknowledgement alike (an objection).
    Receipt withdraw(Person person, Purpose purpose) {
        return line.inTurn(() -> recordWithdrawal(person, purpose));
    }

    private Receipt recordWithdrawal(Person person, Purpose purpose) {
        Instant at = effectiveTime.take();
        List<LedgerEntry> standing = AnswerRules.standing(store.entries(person.id(), purpose));
        if (standing.isEmpty()) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "purpose: " + purpose.code() + " (expected: one with a standing answer)");
        }
        LedgerEntry entry =
                new LedgerEntry(AnswerId.next(), person.id(), standing.getLast().notice(), Act.WITHDRAWN, null, at);
        return pen.write(entry, null);
    }

    private Optional<LedgerEntry> last(Person person, Purpose purpose) {
        List<LedgerEntry> entries = store.entries(person.id(), purpose);
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    private static boolean isSame(LedgerEntry last, AnswerRequest request, Act act) {
        return last.act() == act
                && last.notice().version() == request.version()
                && last.notice().noticeId().equals(request.notice());
    }

    private static LedgerEntry.Answered answered(NoticeVersion notice, String locale) {
        return new LedgerEntry.Answered(
                notice.noticeId(), notice.version(), notice.purpose(), notice.kind(), notice.audience(), locale);
    }
}
