package io.parley.consent.basis;

import io.parley.consent.ledger.Act;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person's acts and the obligations on file allow under a rule pack. Pure: no clock, no store.
///
/// A no, whether refusal or withdrawal, ends from its instant on everything said before it about the purpose. Of what
/// was said yes to since, the latest that can carry a ground for this person counts; what cannot is passed over. Only
/// where nobody's word carries the purpose is an obligation asked; against a no it holds only where the pack says so.
final class BasisEngine {

    private BasisEngine() {}

    /// What is known of one person and one purpose.
    ///
    /// @param acts ascending by effective time
    /// @param pack null: the region has no rules
    record Question(
            Subject subject,
            Purpose purpose,
            List<LedgerEntry> acts,
            List<Obligation> obligations,
            @Nullable RulePack pack) {}

    /// @param at acts after this instant are not looked at
    static Basis decide(Question question, Instant at) {
        RulePack pack = question.pack();
        if (pack == null) {
            return new Basis.None(Lack.NO_RULE_PACK);
        }
        Basis word = word(question, pack, at);
        return word instanceof Basis.None(Lack why) ? obligation(question, pack, why, at) : word;
    }

    private static Basis word(Question question, RulePack pack, Instant at) {
        Basis basis = new Basis.None(Lack.ANSWER_MISSING);
        for (LedgerEntry act : question.acts()) {
            if (act.effectiveAt().isAfter(at)) {
                return basis;
            }
            basis = after(act, basis, question, pack);
        }
        return basis;
    }

    private static Basis after(LedgerEntry act, Basis before, Question question, RulePack pack) {
        return switch (act.act()) {
            case REFUSED -> new Basis.None(Lack.REFUSED);
            case WITHDRAWN -> new Basis.None(Lack.WITHDRAWN);
            case ACCEPTED, ACKNOWLEDGED -> yes(act, before, question, pack);
        };
    }

    private static Basis yes(LedgerEntry act, Basis before, Question question, RulePack pack) {
        Ground ground = ground(act, question);
        boolean carries = ground != Ground.NONE
                && pack.counts(ground, question.purpose(), question.subject().kind())
                && pack.hears(question.subject(), act);
        if (carries) {
            return granted(act, ground);
        }
        boolean silent = before.equals(new Basis.None(Lack.ANSWER_MISSING));
        return silent ? new Basis.None(Lack.NOT_APPLICABLE) : before;
    }

    /// What the act could be a ground of, whatever the pack says.
    private static Ground ground(LedgerEntry act, Question question) {
        Subject subject = question.subject();
        if (!act.notice().audience().includes(subject.reader())) {
            return Ground.NONE;
        }
        return switch (act.notice().kind()) {
            case CONSENT -> act.act() == Act.ACCEPTED ? Ground.CONSENT : Ground.NONE;
            case NOTICE -> act.act() == Act.ACKNOWLEDGED ? Ground.NOTICE : Ground.NONE;
            // An agreement is about the terms themselves; it carries no other purpose along.
            case AGREEMENT ->
                act.act() == Act.ACCEPTED && act.purpose() == Purpose.TERMS ? Ground.CONSENT : Ground.NONE;
        };
    }

    private static Basis granted(LedgerEntry act, Ground ground) {
        LedgerEntry.Answered notice = act.notice();
        return new Basis.Granted(
                ground, notice.noticeId(), notice.version(), act.id().value());
    }

    private static Basis obligation(Question question, RulePack pack, Lack why, Instant at) {
        boolean no = why == Lack.REFUSED || why == Lack.WITHDRAWN;
        boolean counts = pack.counts(
                Ground.LEGAL_OBLIGATION, question.purpose(), question.subject().kind());
        if (!counts || (no && !pack.obligationOutweighsRefusal().contains(question.purpose()))) {
            return new Basis.None(why);
        }
        return question.obligations().stream()
                .filter(obligation -> obligation.purpose() == question.purpose())
                .filter(obligation -> obligation.covers(question.subject(), at))
                .max(Comparator.comparing((Obligation one) -> one.until() == null ? Instant.MAX : one.until())
                        .thenComparing(Obligation::id))
                .<Basis>map(obligation -> new Basis.Obliged(obligation.id(), obligation.until()))
                .orElseGet(() -> new Basis.None(why));
    }
}
