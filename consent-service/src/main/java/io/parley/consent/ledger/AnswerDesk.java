package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.notice.StandingNotice;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Purpose;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;

/// Takes answers and withdrawals.
@Service
class AnswerDesk {

    private final AnswerLine line;
    private final People people;
    private final ServedNotices notices;
    private final LedgerStore store;
    private final LedgerPen pen;
    private final ReceiptProperties properties;

    AnswerDesk(
            AnswerLine line,
            People people,
            ServedNotices notices,
            LedgerStore store,
            LedgerPen pen,
            ReceiptProperties properties) {
        this.line = line;
        this.people = people;
        this.notices = notices;
        this.store = store;
        this.pen = pen;
        this.properties = properties;
    }

    /// @param repeated this is what the person said last; nothing was added
    record Taken(Receipt receipt, boolean repeated) {}

    Taken answer(PersonId person, AnswerRequest request, String device) {
        return line.inTurn(at -> record(people.get(person), request, device, at));
    }

    private Taken record(Person person, AnswerRequest request, String device, Instant at) {
        StandingNotice standing = notices.standingFor(person, request);
        Act act = AnswerRules.act(request);
        List<LedgerEntry> before =
                store.entries(person.id(), standing.current().purpose());
        if (!before.isEmpty() && isSame(before.getLast(), request, act)) {
            return new Taken(store.receipt(before.getLast().id()), true);
        }
        NoticeVersion version = notices.version(standing, request);
        Serving serving = notices.serving(person, request, device);
        AnswerRules.check(request, act, version, serving, at, properties.shownAtSkew());
        LedgerEntry.Shown shown =
                new LedgerEntry.Shown(request.shownAt().truncatedTo(ChronoUnit.MILLIS), serving.at(), serving.device());
        LedgerEntry entry =
                new LedgerEntry(AnswerId.next(), person.id(), answered(version, request.locale()), act, shown, at);
        return new Taken(pen.write(person, before, entry, version), false);
    }

    /// Takes back whatever stands for the purpose, consent and acknowledgement alike (an objection).
    Receipt withdraw(PersonId person, Purpose purpose) {
        return line.inTurn(at -> recordWithdrawal(people.get(person), purpose, at));
    }

    private Receipt recordWithdrawal(Person person, Purpose purpose, Instant at) {
        List<LedgerEntry> before = store.entries(person.id(), purpose);
        List<LedgerEntry> standing = AnswerRules.standing(before);
        if (standing.isEmpty()) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "purpose: " + purpose.code() + " (expected: one with a standing answer)");
        }
        LedgerEntry entry =
                new LedgerEntry(AnswerId.next(), person.id(), standing.getLast().notice(), Act.WITHDRAWN, null, at);
        return pen.write(person, before, entry, null);
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
