package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.notice.StandingNotice;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Purpose;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Takes answers and withdrawals.
@Service
class AnswerDesk {

    private final AnswerLine line;
    private final Voices voices;
    private final ServedNotices notices;
    private final LedgerStore store;
    private final LedgerPen pen;
    private final ReceiptProperties properties;

    AnswerDesk(
            AnswerLine line,
            Voices voices,
            ServedNotices notices,
            LedgerStore store,
            LedgerPen pen,
            ReceiptProperties properties) {
        this.line = line;
        this.voices = voices;
        this.notices = notices;
        this.store = store;
        this.pen = pen;
        this.properties = properties;
    }

    /// @param repeated this is what the person said last; nothing was added
    record Taken(Receipt receipt, boolean repeated) {}

    Taken answer(PersonCaller caller, AnswerRequest request, String device) {
        return line.inTurn(at -> record(voices.of(caller, request.onBehalfOf()), request, device, at));
    }

    private Taken record(Voice voice, AnswerRequest request, String device, Instant at) {
        StandingNotice standing = notices.standingFor(voice, request);
        Act act = AnswerRules.act(request);
        List<LedgerEntry> before =
                store.entries(voice.person().id(), standing.current().purpose());
        if (!before.isEmpty() && isSame(before.getLast(), voice, request, act)) {
            return new Taken(store.receipt(before.getLast().id()), true);
        }
        NoticeVersion version = notices.version(standing, request);
        Serving serving = notices.serving(voice.speaker(), request, device);
        AnswerRules.check(request, act, version, serving, at, properties.shownAtSkew());
        LedgerEntry.Shown shown =
                new LedgerEntry.Shown(request.shownAt().truncatedTo(ChronoUnit.MILLIS), serving.at(), serving.device());
        LedgerEntry entry = entry(voice, answered(version, request.locale()), act, shown, at);
        return new Taken(pen.write(voice.person(), before, entry, version), false);
    }

    /// Takes back whatever stands for the purpose, consent and acknowledgement alike (an objection).
    ///
    /// @param onBehalfOf the minor for whom a guardian does it; null: oneself
    Receipt withdraw(PersonCaller caller, Purpose purpose, @Nullable UUID onBehalfOf) {
        return line.inTurn(at -> recordWithdrawal(voices.of(caller, onBehalfOf), purpose, at));
    }

    private Receipt recordWithdrawal(Voice voice, Purpose purpose, Instant at) {
        List<LedgerEntry> before = store.entries(voice.person().id(), purpose);
        List<LedgerEntry> standing = AnswerRules.standing(before);
        if (standing.isEmpty()) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "purpose: " + purpose.code() + " (expected: one with a standing answer)");
        }
        LedgerEntry entry = entry(voice, standing.getLast().notice(), Act.WITHDRAWN, null, at);
        return pen.write(voice.person(), before, entry, null);
    }

    private static LedgerEntry entry(
            Voice voice, LedgerEntry.Answered notice, Act act, LedgerEntry.@Nullable Shown shown, Instant at) {
        return new LedgerEntry(AnswerId.next(), voice.person().id(), voice.guardian(), notice, act, shown, at);
    }

    private static boolean isSame(LedgerEntry last, Voice voice, AnswerRequest request, Act act) {
        return last.act() == act
                && last.actor().equals(voice.speaker())
                && last.notice().version() == request.version()
                && last.notice().noticeId().equals(request.notice());
    }

    private static LedgerEntry.Answered answered(NoticeVersion notice, String locale) {
        return new LedgerEntry.Answered(
                notice.noticeId(), notice.version(), notice.purpose(), notice.kind(), notice.audience(), locale);
    }
}
