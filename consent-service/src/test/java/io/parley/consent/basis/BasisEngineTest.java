package io.parley.consent.basis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.ledger.Act;
import io.parley.consent.ledger.AnswerId;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.notice.Audience;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.NoticeKind;
import io.parley.consent.notice.Reader;
import io.parley.consent.person.PersonKind;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

class BasisEngineTest {

    private static final PersonId PERSON = PersonId.next();
    private static final PersonId GUARDIAN = PersonId.next();
    private static final long START = 1_700_000_000_000L;
    private static final Instant END = Instant.ofEpochMilli(START + 1_000_000);
    private static final Audience EVERYBODY = new Audience(Set.of(PersonKind.values()), Set.of(), Set.of(), Set.of());
    private static final RulePack EU = shipped("eu");
    private static final UUID SALES = UUID.randomUUID();
    private static final UUID LEGAL = UUID.randomUUID();

    @Property
    void nothingIsAllowedWithoutARecordedGround(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("packs") RulePack pack,
            @ForAll("subjects") Subject subject,
            @ForAll("times") Instant at) {
        switch (decide(acts, obligations, pack, subject, at)) {
            case Basis.None none -> {}
            case Basis.Granted granted -> {
                LedgerEntry carrier = acts.stream()
                        .filter(act -> act.id().value().equals(granted.answerId()))
                        .findFirst()
                        .orElseThrow();
                assertThat(carrier.act().isYes()).isTrue();
                assertThat(carrier.effectiveAt()).isBeforeOrEqualTo(at);
                assertThat(carrier.notice().audience().includes(subject.reader()))
                        .isTrue();
                assertThat(pack.hears(subject, carrier)).isTrue();
                assertThat(carrier.notice().version()).isEqualTo(granted.noticeVersion());
                assertThat(carrier.notice().kind())
                        .isEqualTo(granted.ground() == Ground.CONSENT ? NoticeKind.CONSENT : NoticeKind.NOTICE);
                assertThat(pack.counts(granted.ground(), Purpose.ARCHIVE, subject.kind()))
                        .isTrue();
            }
            case Basis.Obliged obliged -> {
                Obligation filed = obligations.stream()
                        .filter(one -> one.id().equals(obliged.obligationId()))
                        .findFirst()
                        .orElseThrow();
                assertThat(filed.covers(subject, at)).isTrue();
                assertThat(pack.counts(Ground.LEGAL_OBLIGATION, Purpose.ARCHIVE, subject.kind()))
                        .isTrue();
            }
        }
    }

    @Property
    void aNoWinsFromItsInstantOn(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("packs") RulePack pack,
            @ForAll("subjects") Subject subject,
            @ForAll NoticeKind noticeKind,
            @ForAll boolean refusal) {
        LedgerEntry no = act(acts.size(), refusal ? Act.REFUSED : Act.WITHDRAWN, noticeKind, EVERYBODY);
        List<LedgerEntry> all = appended(acts, no);
        Basis.None expected = new Basis.None(refusal ? Lack.REFUSED : Lack.WITHDRAWN);

        assertThat(decide(all, obligations, pack, subject, no.effectiveAt())).isEqualTo(expected);
        assertThat(decide(all, obligations, pack, subject, END)).isEqualTo(expected);
    }

    @Property
    void evenWhereAnObligationOutweighsItANoEndsWhatWasSaid(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("packs") RulePack pack,
            @ForAll("subjects") Subject subject) {
        LedgerEntry no = act(acts.size(), Act.WITHDRAWN, NoticeKind.CONSENT, EVERYBODY);

        Basis basis = decide(appended(acts, no), obligations, outweighing(pack), subject, no.effectiveAt());

        assertThat(basis).isNotInstanceOf(Basis.Granted.class);
    }

    @Property
    void aNoDoesNotReachBack(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("subjects") Subject subject) {
        LedgerEntry no = act(acts.size(), Act.WITHDRAWN, NoticeKind.CONSENT, EVERYBODY);
        Instant before = no.effectiveAt().minusMillis(1);

        assertThat(decide(appended(acts, no), obligations, EU, subject, before))
                .isEqualTo(decide(acts, obligations, EU, subject, before));
    }

    @Property
    void thePastStaysWhateverIsSaidLater(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll @IntRange(max = 12) int known,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("subjects") Subject subject,
            @ForAll("times") Instant at) {
        List<LedgerEntry> then = acts.subList(0, Math.min(known, acts.size()));
        Instant past =
                then.size() == acts.size() || at.isBefore(acts.get(then.size()).effectiveAt())
                        ? at
                        : acts.get(then.size()).effectiveAt().minusMillis(1);

        assertThat(decide(acts, obligations, EU, subject, past))
                .isEqualTo(decide(then, obligations, EU, subject, past));
    }

    @Property
    void anObligationCarriesNothingFromItsEndOn(
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("packs") RulePack pack,
            @ForAll("subjects") Subject subject,
            @ForAll("times") Instant at) {
        if (decide(List.of(), obligations, pack, subject, at) instanceof Basis.Obliged obliged
                && obliged.until() != null) {
            assertThat(decide(List.of(), obligations, pack, subject, obliged.until()))
                    .isNotEqualTo(obliged);
            assertThat(at).isBefore(obliged.until());
        }
    }

    @Property
    void whatNobodyApprovedDoesNotCount(
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("subjects") Subject subject,
            @ForAll("times") Instant at) {
        List<Obligation> requested = obligations.stream()
                .map(one -> new Obligation(
                        one.id(), one.purpose(), one.audience(), one.from(), one.until(), null, one.endedAt()))
                .toList();

        assertThat(decide(List.of(), requested, EU, subject, at).isAllowed()).isFalse();
    }

    @Property
    void withoutRulesNothingIsAllowed(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("subjects") Subject subject,
            @ForAll("times") Instant at) {
        assertThat(decide(acts, obligations, null, subject, at)).isEqualTo(new Basis.None(Lack.NO_RULE_PACK));
    }

    @Property
    void whatCannotCarryAGroundChangesNothing(
            @ForAll("acts") List<LedgerEntry> acts, @ForAll("subjects") Subject subject) {
        Audience others = new Audience(Set.of(PersonKind.values()), Set.of("elsewhere"), Set.of(), Set.of());
        LedgerEntry elsewhere = act(acts.size(), Act.ACCEPTED, NoticeKind.CONSENT, others);
        LedgerEntry agreement = act(acts.size(), Act.ACCEPTED, NoticeKind.AGREEMENT, EVERYBODY);
        boolean before = decide(acts, List.of(), EU, subject, END).isAllowed();

        assertThat(decide(appended(acts, elsewhere), List.of(), EU, subject, END)
                        .isAllowed())
                .isEqualTo(before);
        assertThat(decide(appended(acts, agreement), List.of(), EU, subject, END)
                        .isAllowed())
                .isEqualTo(before);
    }

    @Property
    void botsNeverHaveAGround(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("obligations") List<Obligation> obligations,
            @ForAll("times") Instant at) {
        assertThat(decide(acts, obligations, EU, subject(PersonKind.BOT, null), at)
                        .isAllowed())
                .isFalse();
    }

    @Property
    void inTheEuropeanPackOnlyEmployeesRestOnANotice(
            @ForAll("acts") List<LedgerEntry> acts, @ForAll("subjects") Subject subject) {
        if (decide(acts, List.of(), EU, subject, END) instanceof Basis.Granted granted
                && granted.ground() == Ground.NOTICE) {
            assertThat(subject.kind()).isEqualTo(PersonKind.EMPLOYEE);
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
    void adultsWhoAcceptConsent() {
        LedgerEntry accepted = act(0, Act.ACCEPTED, NoticeKind.CONSENT, EVERYBODY);

        assertThat(ground(PersonKind.EMPLOYEE, accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(PersonKind.GUEST, accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(PersonKind.BOT, accepted)).isEqualTo(Ground.NONE);
    }

    /// Counted at the time of the act: growing older does not heal what was said too young.
    @Example
    void aMinorsOwnWordCountsFromTheAgeOfThePackOn() {
        LedgerEntry accepted = act(0, Act.ACCEPTED, NoticeKind.CONSENT, EVERYBODY);
        LocalDate sixteenThatDay =
                accepted.effectiveAt().atOffset(ZoneOffset.UTC).toLocalDate().minusYears(16);

        assertThat(minor(sixteenThatDay, accepted)).isEqualTo(Ground.CONSENT);
        assertThat(minor(sixteenThatDay.plusDays(1), accepted)).isEqualTo(Ground.NONE);
        assertThat(minor(null, accepted)).as("age unknown").isEqualTo(Ground.NONE);
    }

    @Property
    void nobodyButTheirGuardianSpeaksForAMinorWhoIsTooYoungAndNobodyForOthers(
            @ForAll("acts") List<LedgerEntry> acts,
            @ForAll("packs") RulePack pack,
            @ForAll("subjects") Subject subject) {
        if (decide(acts, List.of(), pack, subject, END) instanceof Basis.Granted granted) {
            LedgerEntry carrier = acts.stream()
                    .filter(act -> act.id().value().equals(granted.answerId()))
                    .findFirst()
                    .orElseThrow();
            boolean tooYoung = subject.kind() == PersonKind.MINOR
                    && !subject.isAtLeast(pack.minorsAnswerFrom(), carrier.effectiveAt());
            assertThat(carrier.actor()).isEqualTo(tooYoung ? GUARDIAN : PERSON);
        }
    }

    @Example
    void aGuardiansWordCountsUntilTheMinorIsOldEnoughAndOfNobodyElse() {
        LedgerEntry accepted = act(0, Act.ACCEPTED, NoticeKind.CONSENT, EVERYBODY, GUARDIAN);
        LedgerEntry objected = act(1, Act.WITHDRAWN, NoticeKind.CONSENT, EVERYBODY);
        LocalDate sixteenThatDay =
                accepted.effectiveAt().atOffset(ZoneOffset.UTC).toLocalDate().minusYears(16);

        assertThat(minor(sixteenThatDay.plusDays(1), accepted)).isEqualTo(Ground.CONSENT);
        assertThat(minor(null, accepted)).as("age unknown").isEqualTo(Ground.CONSENT);
        assertThat(minor(sixteenThatDay, accepted)).isEqualTo(Ground.NONE);
        assertThat(ground(PersonKind.GUEST, accepted)).isEqualTo(Ground.NONE);
        assertThat(minor(sixteenThatDay.plusDays(1), accepted, objected)).isEqualTo(Ground.NONE);
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

    @Example
    void ofSeveralObligationsTheLongestCounts() {
        Obligation shorter = obligation(0, 50L);
        Obligation longer = obligation(10, 90L);
        Subject guest = subject(PersonKind.GUEST, null);

        assertThat(decide(List.of(), List.of(shorter, longer), EU, guest, Instant.ofEpochMilli(START + 20)))
                .isEqualTo(new Basis.Obliged(longer.id(), longer.until()));
    }

    /// A department's notice carries nothing for who left the department, nor one for readers of a language for others.
    @Example
    void whoIsOutOfTheAudienceHasNoGround() {
        Audience sales = new Audience(Set.of(PersonKind.GUEST), Set.of(), Set.of(SALES), Set.of("zh"));
        LedgerEntry accepted = act(0, Act.ACCEPTED, NoticeKind.CONSENT, sales);

        assertThat(ground(reading(Set.of(SALES), "zh-CN"), accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(reading(Set.of(LEGAL, SALES), "en", "zh"), accepted)).isEqualTo(Ground.CONSENT);
        assertThat(ground(reading(Set.of(LEGAL), "zh-CN"), accepted)).isEqualTo(Ground.NONE);
        assertThat(ground(reading(Set.of(SALES), "en"), accepted)).isEqualTo(Ground.NONE);
        assertThat(ground(reading(Set.of(SALES)), accepted))
                .as("language unknown")
                .isEqualTo(Ground.NONE);
    }

    private static Subject reading(Set<UUID> groups, String... languages) {
        return new Subject(new Reader(PersonKind.GUEST, "eu", groups, List.of(languages)), null);
    }

    private static Subject subject(PersonKind kind, @Nullable LocalDate birthDate) {
        return new Subject(new Reader(kind, "eu", Set.of(), List.of()), birthDate);
    }

    private static Ground ground(PersonKind kind, LedgerEntry... acts) {
        return ground(subject(kind, null), acts);
    }

    private static Ground minor(@Nullable LocalDate birthDate, LedgerEntry... acts) {
        return ground(subject(PersonKind.MINOR, birthDate), acts);
    }

    private static Ground ground(Subject subject, LedgerEntry... acts) {
        return switch (decide(List.of(acts), List.of(), EU, subject, END)) {
            case Basis.None none -> Ground.NONE;
            case Basis.Granted granted -> granted.ground();
            case Basis.Obliged obliged -> Ground.LEGAL_OBLIGATION;
        };
    }

    private static Basis decide(
            List<LedgerEntry> acts,
            List<Obligation> obligations,
            @Nullable RulePack pack,
            Subject subject,
            Instant at) {
        return BasisEngine.decide(new BasisEngine.Question(subject, Purpose.ARCHIVE, acts, obligations, pack), at);
    }

    @Provide
    Arbitrary<List<LedgerEntry>> acts() {
        return Combinators.combine(
                        Arbitraries.of(Act.class),
                        Arbitraries.of(NoticeKind.class),
                        audiences(),
                        Arbitraries.of(true, false))
                .as((act, kind, audience, guarded) -> act(0, act, kind, audience, guarded ? GUARDIAN : null))
                .list()
                .ofMaxSize(12)
                .map(BasisEngineTest::inTime);
    }

    @Provide
    Arbitrary<List<Obligation>> obligations() {
        Arbitrary<@Nullable Long> ends = Arbitraries.longs().between(1, 140).injectNull(0.3);
        return Combinators.combine(
                        Arbitraries.of(Purpose.ARCHIVE, Purpose.AI),
                        audiences(),
                        Arbitraries.longs().between(-5, 100),
                        ends,
                        ends,
                        Arbitraries.longs().between(-5, 100))
                .as((purpose, audience, from, length, ended, approved) -> new Obligation(
                        UUID.randomUUID(),
                        purpose,
                        audience,
                        Instant.ofEpochMilli(START + from),
                        length == null ? null : Instant.ofEpochMilli(START + from + length),
                        Instant.ofEpochMilli(START + approved),
                        ended == null ? null : Instant.ofEpochMilli(START + ended)))
                .list()
                .ofMaxSize(4);
    }

    /// Any rules, also absurd ones, but none in which an obligation outweighs a no.
    @Provide
    Arbitrary<RulePack> packs() {
        Arbitrary<Set<Ground>> grounds = Arbitraries.of(Ground.CONSENT, Ground.NOTICE, Ground.LEGAL_OBLIGATION)
                .set();
        return Combinators.combine(
                        grounds, grounds, grounds, Arbitraries.integers().between(0, 20))
                .as((employee, guest, minor, age) -> new RulePack(
                        "any",
                        "any",
                        age,
                        Set.of(),
                        Map.of(
                                Purpose.ARCHIVE,
                                new EnumMap<>(Map.of(
                                        PersonKind.EMPLOYEE, employee,
                                        PersonKind.GUEST, guest,
                                        PersonKind.MINOR, minor))),
                        ""));
    }

    @Provide
    Arbitrary<Subject> subjects() {
        Arbitrary<@Nullable LocalDate> birthDates = Arbitraries.integers()
                .between(1990, 2023)
                .map(year -> LocalDate.of(year, 11, 14))
                .injectNull(0.3);
        Arbitrary<Reader> readers = Combinators.combine(
                        Arbitraries.of(PersonKind.class),
                        Arbitraries.of("eu", "cn"),
                        Arbitraries.of(SALES, LEGAL).set(),
                        Arbitraries.of("en", "zh-CN").list().ofMaxSize(2))
                .as(Reader::new);
        return Combinators.combine(readers, birthDates).as(Subject::new);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs().between(-5, 130).map(offset -> Instant.ofEpochMilli(START + offset));
    }

    private static Arbitrary<Audience> audiences() {
        return Combinators.combine(
                        Arbitraries.of(PersonKind.class).set().ofMinSize(1),
                        Arbitraries.of("eu", "cn").set().ofMaxSize(2),
                        Arbitraries.of(SALES, LEGAL).set().ofMaxSize(1),
                        Arbitraries.of("en", "zh").set().ofMaxSize(1))
                .as(Audience::new);
    }

    private static RulePack outweighing(RulePack pack) {
        return new RulePack(
                pack.name(), pack.title(), pack.minorsAnswerFrom(), Set.of(Purpose.values()), pack.grounds(), "");
    }

    private static Obligation obligation(long from, long until) {
        return new Obligation(
                UUID.randomUUID(),
                Purpose.ARCHIVE,
                EVERYBODY,
                Instant.ofEpochMilli(START + from),
                Instant.ofEpochMilli(START + until),
                Instant.ofEpochMilli(START),
                null);
    }

    private static List<LedgerEntry> inTime(List<LedgerEntry> acts) {
        List<LedgerEntry> timed = new ArrayList<>();
        for (LedgerEntry act : acts) {
            timed.add(act(
                    timed.size(), act.act(), act.notice().kind(), act.notice().audience(), act.guardian()));
        }
        return timed;
    }

    private static List<LedgerEntry> appended(List<LedgerEntry> acts, LedgerEntry... last) {
        List<LedgerEntry> all = new ArrayList<>(acts);
        all.addAll(Arrays.asList(last));
        return all;
    }

    private static LedgerEntry act(int position, Act act, NoticeKind kind, Audience audience) {
        return act(position, act, kind, audience, null);
    }

    private static LedgerEntry act(
            int position, Act act, NoticeKind kind, Audience audience, @Nullable PersonId guardian) {
        var notice =
                new LedgerEntry.Answered(new NoticeId(UUID.randomUUID()), 3, Purpose.ARCHIVE, kind, audience, "en");
        Instant at = Instant.ofEpochMilli(START + 10L * position);
        var shown = new LedgerEntry.Shown(at, at, "");
        return new LedgerEntry(new AnswerId(UUID.randomUUID()), PERSON, guardian, notice, act, shown, at);
    }

    private static RulePack shipped(String name) {
        try {
            String source = "rules/" + name + ".yaml";
            return RulePackFile.parse(source, new ClassPathResource(source).getContentAsString(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
