package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeBook;
import io.parley.consent.notice.NoticeText;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes answers and withdrawals.
@Service
class AnswerDesk {

    private final EffectiveTime effectiveTime;
    private final NoticeBook notices;
    private final LedgerStore store;
    private final LedgerPen pen;
    private final ReceiptProperties properties;

    AnswerDesk(
            EffectiveTime effectiveTime,
            NoticeBook notices,
            LedgerStore store,
            LedgerPen pen,
            ReceiptProperties properties) {
        this.effectiveTime = effectiveTime;
        this.notices = notices;
        this.store = store;
        this.pen = pen;
        this.properties = properties;
    }

    @Transactional
    Receipt answer(Person person, AnswerRequest request) {
        Instant at = effectiveTime.take();
        NoticeVersion current = noticeFor(person, request).current();
        Act act = AnswerRules.check(request, current, at, properties.shownAtSkew());
        checkNew(person, current, act);
        LedgerEntry entry = new LedgerEntry(
                AnswerId.next(),
                person.id(),
                answered(current, request.locale()),
                act,
                request.shownAt().truncatedTo(ChronoUnit.MILLIS),
                at);
        NoticeText shown = current.texts().get(request.locale());
        return pen.write(entry, shown);
    }

    /// Takes back whatever stands for the purpose, consent and acknowledgement alike (an objection).
    @Transactional
    Receipt withdraw(Person person, Purpose purpose) {
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

    private StandingNotice noticeFor(Person person, AnswerRequest request) {
        return notices.standing(request.notice())
                .filter(notice -> PendingNotices.isFor(notice, person))
                .orElseThrow(() -> new DomainException(ErrorCode.NOT_FOUND, "notice: " + request.noticeId()));
    }

    private void checkNew(Person person, NoticeVersion current, Act act) {
        List<LedgerEntry> entries = store.entries(person.id(), current.purpose());
        if (!entries.isEmpty() && isSame(entries.getLast(), current, act)) {
            throw new DomainException(
                    ErrorCode.ALREADY_ANSWERED, "answer: " + act.code() + " (expected: a new answer)");
        }
    }

    private static boolean isSame(LedgerEntry last, NoticeVersion current, Act act) {
        return last.act() == act
                && last.notice().version() == current.version()
                && last.notice().noticeId().equals(current.noticeId());
    }

    private static LedgerEntry.Answered answered(NoticeVersion notice, String locale) {
        return new LedgerEntry.Answered(
                notice.noticeId(), notice.version(), notice.purpose(), notice.kind(), notice.audience(), locale);
    }
}
