package io.parley.consent.basis;

import io.parley.consent.ledger.Act;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.person.PersonKind;
import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.List;

/// What a person's acts allow. Pure: no clock, no store.
///
/// A no, whether refusal or withdrawal, ends from its instant on everything said before it about the purpose. Of what
/// was said yes to since, the latest that can carry a ground for this person counts; what cannot is passed over.
final class BasisRules {

    private BasisRules() {}

    /// @param acts of one person about one purpose, ascending by effective time
    /// @param at acts after this instant are not looked at
    static Basis decide(List<LedgerEntry> acts, PersonKind kind, String region, Instant at) {
        Basis basis = new Basis.None();
        for (LedgerEntry act : acts) {
            if (act.effectiveAt().isAfter(at)) {
                return basis;
            }
            basis = after(act, basis, kind, region);
        }
        return basis;
    }

    private static Basis after(LedgerEntry act, Basis before, PersonKind kind, String region) {
        if (!act.act().isYes()) {
            return new Basis.None();
        }
        Ground ground = ground(act, kind, region);
        return ground == Ground.NONE ? before : granted(act, ground);
    }

    private static Ground ground(LedgerEntry act, PersonKind kind, String region) {
        if (kind == PersonKind.BOT || !act.notice().audience().includes(kind, region)) {
            return Ground.NONE;
        }
        return switch (act.notice().kind()) {
            case CONSENT -> act.act() == Act.ACCEPTED ? Ground.CONSENT : Ground.NONE;
            case NOTICE -> act.act() == Act.ACKNOWLEDGED && mayRestOnNotice(kind) ? Ground.NOTICE : Ground.NONE;
            // An agreement is about the terms themselves; it carries no other purpose along.
            case AGREEMENT ->
                act.act() == Act.ACCEPTED && act.purpose() == Purpose.TERMS ? Ground.CONSENT : Ground.NONE;
        };
    }

    /// Being told is enough only inside an employment relation, where law allows; everybody else has to agree.
    private static boolean mayRestOnNotice(PersonKind kind) {
        return kind == PersonKind.EMPLOYEE;
    }

    private static Basis granted(LedgerEntry act, Ground ground) {
        LedgerEntry.Answered notice = act.notice();
        return new Basis.Granted(
                ground, notice.noticeId(), notice.version(), act.id().value());
    }
}
