package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeBook;
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
import org.springframework.transaction.annotation.Transactional;

/// Takes answers and withdrawals.
@Service
class AnswerDesk {

    private final EffectiveTime effectiveTime;
    private final NoticeBook notices;
    private final LedgerStore store;
    private final LedgerPen pen;
    private final ReceiptProperties properties;
    private final Servings servings;

    AnswerDesk(
            EffectiveTime effectiveTime,
            NoticeBook notices,
            LedgerStore store,
            LedgerPen pen,
            ReceiptProperties properties,
            Servings servings) {
        this.effectiveTime = effectiveTime;
        this.notices = notices;
        this.store = store;
        this.pen = pen;
        this.properties = properties;
        this.servings = servings;
    }

    /// @param repeated this is what the person said last; nothing was added
    record Taken(Receipt receipt, boolean repeated) {}

    @Transactional
    Taken answer(Person person, AnswerRequest request, String device) {
        Instant at = effectiveTime.take();
        StandingNotice standing = noticeFor(person, request);
        Act act = AnswerRules.act(request);
        Optional<LedgerEntry> last = last(person, standing.current().purpose());
        if (last.isPresent() && isSame(last.get(), request, act)) {
            return new Taken(store.receipt(last.get().id()), true);
        }
        NoticeVersion version = version(standing, request);
        AnswerRules.checkLanguage(request, version);
        Serving serving = served(person, request, device);
        AnswerRules.check(request, act, version, serving, at, properties.shownAtSkew());
        LedgerEntry.Shown shown =
                new LedgerEntry.Shown(request.shownAt().truncatedTo(ChronoUnit.MILLIS), serving.at(), serving.device());
        LedgerEntry entry =
                new LedgerEntry(AnswerId.next(), person.id(), answered(version, request.locale()), act, shown, at);
        return new Taken(pen.write(entry, version), false);
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

    /// Somebody who was shown it once is told that it asks no more; others learn nothing of it.
    private StandingNotice noticeFor(Person person, AnswerRequest request) {
        return notices.standing(request.notice())
                .filter(notice -> PendingNotices.isFor(notice, person))
                .orElseThrow(() -> servings.any(person.id(), request.notice())
                        ? new DomainException(ErrorCode.NOTICE_NOT_APPLICABLE, "notice: " + request.noticeId())
                        : new DomainException(ErrorCode.NOT_FOUND, "notice: " + request.noticeId()));
    }

    /// An editorial change leaves the versions before it answerable; a material one does not.
    private NoticeVersion version(StandingNotice standing, AnswerRequest request) {
        NoticeVersion version = notices.version(request.notice(), request.version())
                .filter(found -> found.version() <= standing.current().version())
                .orElseThrow(
                        () -> AnswerRules.violated("version", request.version().toString(), "a published version"));
        if (!standing.isAnsweredBy(version.version())) {
            throw new DomainException(
                    ErrorCode.NOTICE_SUPERSEDED,
                    "version: " + version.version() + " (expected: "
                            + standing.current().version() + ")");
        }
        return version;
    }

    private Serving served(Person person, AnswerRequest request, String device) {
        return servings.of(person.id(), request.notice(), request.version(), request.locale(), device)
                .orElseThrow(() -> new DomainException(
                        ErrorCode.NOTICE_NOT_SERVED,
                        "version " + request.version() + " in " + request.locale()
                                + ": not served to you (expected: one from GET /v1/me/notices)"));
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
