package io.parley.consent.basis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.ledger.Act;
import io.parley.consent.ledger.AnswerId;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.notice.Audience;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.NoticeKind;
import io.parley.consent.person.PersonKind;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BasisRulesTest {

    private static final PersonId PERSON = PersonId.next();
    private static final long START = 1_700_000_000_000L;
    private static final Audience EVERYBODY = new Audience(Set.of(PersonKind.values()), Set.of());

    @Property
    void nothingIsAllowedWithoutAYesThatCarriesIt(
            @ForAll("acts") List<LedgerEntry> acts, @ForAll PersonKind kind, @ForAll("times") Instant at) {
        if (BasisRules.decide(acts, kind, "eu", at) instanceof Basis.Granted granted) {
            LedgerEntry carrier = acts.stream()
                    .filter(act -> act.id().value().equals(granted.answerId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(carrier.act().isYes()).isTrue();
            assertThat(carrier.effectiveAt()).isBeforeOrEqualTo(at);
            assertThat(carrier.notice().audience().includes(kind, "eu")).isTrue();
            assertThat(carrier.notice().version()).isEqualTo(granted.noticeVersion());
            assertThat(carrier.notice().kind())
                    .isEqualTo(granted.ground() == Ground.CONSENT ? NoticeKind.CONSENT : NoticeKind.NOTICE);
        }
    }

    @Property
    void aNoWinsFromItsInstantOn(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll PersonKind kind,
            @ForAll NoticeKind noticeKind,
            @ForAll boolean refusal) {
        LedgerEntry no = act(acts.size(), refusal ? Act.REFUSED : Act.WITHDRAWN, noticeKind, EVERYBODY);

        List<LedgerEntry> all = appended(acts, no);

        assertThat(BasisRules.decide(all, kind, "eu", no.effectiveAt())).isEqualTo(new Basis.None());
        assertThat(BasisRules.decide(all, kind, "eu", Instant.MAX)).isEqualTo(new Basis.None());
    }

    @Property
    void aNoDoesNotReachBack(@ForAll("acts") List<LedgerEntry> acts, @ForAll PersonKind kind) {
        LedgerEntry no = act(acts.size(), Act.WITHDRAWN, NoticeKind.CONSENT, EVERYBODY);
        Instant before = no.effectiveAt().minusMillis(1);

        assertThat(BasisRules.decide(appended(acts, no), kind, "eu", before))
                .isEqualTo(BasisRules.decide(acts, kind, "eu", before));
    }

    @Property
    void thePastStaysWhateverComesLater(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll @IntRange(max = 12) int known,
            @ForAll PersonKind kind,
            @ForAll("times") Instant at) {
        List<LedgerEntry> then = acts.subList(0, Math.min(known, acts.size()));
        Instant past =
                then.size() == acts.size() || at.isBefore(acts.get(then.size()).effectiveAt())
                        ? at
                        : acts.get(then.size()).effectiveAt().minusMillis(1);

        assertThat(BasisRules.decide(acts, kind, "eu", past)).isEqualTo(BasisRules.decide(then, kind, "eu", past));
    }

    @Property
    void whatCannotCarryAGroundChangesNothing(@ForAll("acts") List<LedgerEntry> acts, @ForAll PersonKind kind) {
        Audience others = new Audience(Set.of(PersonKind.values()), Set.of("cn"));
        LedgerEntry elsewhere = act(acts.size(), Act.ACCEPTED, NoticeKind.CONSENT, others);
        LedgerEntry agreement = act(acts.size(), Act.ACCEPTED, NoticeKind.AGREEMENT, EVERYBODY);
        Basis before = BasisRules.decide(acts, kind, "eu", Instant.MAX);

        assertThat(BasisRules.decide(appended(acts, elsewhere), kind, "eu", Instant.MAX))
                .isEqualTo(before);
        assertThat(BasisRules.decide(appended(acts, agreement), kind, "eu", Instant.MAX))
                .isEqualTo(before);
    }

    @Property
    void botsNeverHaveAGround(@ForAll("acts") List<LedgerEntry> acts, @ForAll("times") Instant at) {
        assertThat(BasisRules.decide(acts, PersonKind.BOT, "eu", at)).isEqualTo(new Basis.None());
    }

    @Property
    void onlyEmployeesRestOnANotice(@ForAll("acts") List<LedgerEntry> acts, @ForAll PersonKind kind) {
        if (BasisRules.decide(acts, kind, "eu", Instant.MAX) instanceof Basis.Granted granted
                && granted.ground() == Ground.NOTICE) {
            assertThat(kind).isEqualTo(PersonKind.EMPLOYEE);
        }
    }

    @Example
    void anEmployeeMayRestOnAnAcknowledgedNotice() {
        LedgerEntry acknowledged = act(0, Act.ACKNOWLEDGED, NoticeKind.NOTICE, EVERYBODY);

        assertThat(ground(PersonKind.EMPLOYEE, acknowledged)).isEqualTo(Ground.NOTICE);
        assertThat(ground(PersonKind.GUEST, acknowledged)).isEqualTo(Ground.NONE);
        assertThat(ground(PersonKind.MINOR, acknowledged)).isEqualTo(Ground.NONE);
    }

    @Example
    void whoeverAcceptsConsents() {
        LedgerEntry accepted = act(0, Act.ACCEPTED, NoticeKind.CONSENT, EVERYBODY);

        assertThat(ground(PersonKind.EMPLOYEE, accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(PersonKind.GUEST, accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(PersonKind.MINOR, accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(PersonKind.BOT, accepted)).isEqualTo(Ground.NONE);
    }

    @Example
    void aYesAfterANoHoldsAgain() {
        assertThat(ground(
                        PersonKind.GUEST,
                        act(0, Act.ACCEPTED, NoticeKind.CONSENT, EVERYBODY),
                        act(1, Act.WITHDRAWN, NoticeKind.CONSENT, EVERYBODY),
                        act(2, Act.ACCEPTED, NoticeKind.CONSENT, EVERYBODY)))
                .isEqualTo(Ground.CONSENT);
    }

    private static Ground ground(PersonKind kind, LedgerEntry... acts) {
        return switch (BasisRules.decide(List.of(acts), kind, "eu", Instant.MAX)) {
            case Basis.None() -> Ground.NONE;
            case Basis.Granted granted -> granted.ground();
        };
    }

    @Provide
    Arbitrary<List<LedgerEntry>> acts() {
        return Combinators.combine(Arbitraries.of(Act.class), Arbitraries.of(NoticeKind.class), audiences())
                .as((act, kind, audience) -> act(0, act, kind, audience))
                .list()
                .ofMaxSize(12)
                .map(BasisRulesTest::inTime);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs().between(-5, 130).map(offset -> Instant.ofEpochMilli(START + offset));
    }

    private static Arbitrary<Audience> audiences() {
        return Combinators.combine(
                        Arbitraries.of(PersonKind.class).set().ofMinSize(1),
                        Arbitraries.of("eu", "cn").set().ofMaxSize(2))
                .as(Audience::new);
    }

    private static List<LedgerEntry> inTime(List<LedgerEntry> acts) {
        List<LedgerEntry> timed = new ArrayList<>();
        for (LedgerEntry act : acts) {
            timed.add(act(
                    timed.size(), act.act(), act.notice().kind(), act.notice().audience()));
        }
        return timed;
    }

    private static List<LedgerEntry> appended(List<LedgerEntry> acts, LedgerEntry last) {
        List<LedgerEntry> all = new ArrayList<>(acts);
        all.add(last);
        return all;
    }

    private static LedgerEntry act(int position, Act act, NoticeKind kind, Audience audience) {
        var notice =
                new LedgerEntry.Answered(new NoticeId(UUID.randomUUID()), 3, Purpose.ARCHIVE, kind, audience, "en");
        Instant at = Instant.ofEpochMilli(START + 10L * position);
        return new LedgerEntry(
                new AnswerId(UUID.randomUUID()), PERSON, notice, act, new LedgerEntry.Shown(at, at, ""), at);
    }
}
