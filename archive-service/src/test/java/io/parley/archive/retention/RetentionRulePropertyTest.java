package io.parley.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/// The strictest that binds wins: hold over statutory period and duty to keep, these over deletion, the shortest there.
class RetentionRulePropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<PersonId> PEOPLE = List.of(PersonId.next(), PersonId.next());
    private static final List<UUID> GROUPS = List.of(new UUID(0, 1), new UUID(0, 2));
    private static final List<ConversationId> TALKS = List.of(ConversationId.next(), ConversationId.next());
    private static final List<String> PERIODS = List.of("PT1S", "P1D", "P1M", "P6M", "P1Y", "P2Y");
    private static final List<PersonKind> KINDS = List.of(PersonKind.EMPLOYEE, PersonKind.GUEST);
    private static final List<String> REGIONS = List.of("eu", "cn");

    @Property(tries = 5_000)
    void deletesExactlyWhatADeletionCoversAndNothingForbids(@ForAll long seed) {
        var given = new Given(new Random(seed));

        boolean due = given.applying(RetentionAction.DELETE_AFTER).stream().anyMatch(given::isOver);
        boolean barred = given.one.held()
                || given.applying(RetentionAction.KEEP_AT_LEAST).stream().anyMatch(policy -> !given.isOver(policy))
                || given.statutory.stream()
                        .filter(period -> period.mayInclude(given.author))
                        .anyMatch(period ->
                                period.keepsUntil(given.one.acceptedAt()).isAfter(NOW));

        Class<?> expected = !due ? Fate.Stays.class : barred ? Fate.HeldBack.class : Fate.Due.class;
        assertThat(given.fate()).isInstanceOf(expected);
    }

    @Property(tries = 2_000)
    void namesTheShortestDeletionAndTheStrongestBar(@ForAll long seed) {
        var given = new Given(new Random(seed));
        switch (given.fate()) {
            case Fate.Stays stays -> {}
            case Fate.Due(PolicyId by) -> given.assertShortest(by);
            case Fate.HeldBack(PolicyId by, Bar bar) -> {
                given.assertShortest(by);
                assertThat(bar == Bar.HOLD).isEqualTo(given.one.held());
            }
        }
    }

    @Property(tries = 2_000)
    void knowingLessOfTheAuthorNeverMakesAnythingDue(@ForAll long seed) {
        var given = new Given(new Random(seed));
        Fate blind = given.rule().judge(given.one, Author.UNKNOWN, NOW);
        if (blind instanceof Fate.Due) {
            assertThat(given.fate()).isInstanceOf(Fate.Due.class);
        }
    }

    @Property(tries = 2_000)
    void looksAtEverythingThatMayBeDue(@ForAll long seed) {
        var given = new Given(new Random(seed));
        if (!(given.fate() instanceof Fate.Stays)) {
            assertThat(given.rule().horizon(given.one.kind(), NOW))
                    .hasValueSatisfying(
                            horizon -> assertThat(given.one.acceptedAt()).isBefore(horizon));
        }
    }

    @Property(tries = 2_000)
    void looksIntoEveryConversationInWhichAnythingMayBeDue(@ForAll long seed) {
        var given = new Given(new Random(seed));
        if (!(given.fate() instanceof Fate.Stays)) {
            assertThat(given.rule().conversations())
                    .matches(named -> named.isEmpty() || named.get().contains(given.one.conversation()));
        }
    }

    @Property(tries = 2_000)
    void aMonthThatIsClearedHasNothingButHoldsAgainstIt(@ForAll long seed) {
        var given = new Given(new Random(seed));
        Instant end = given.one.acceptedAt().plusSeconds(1 + new Random(seed).nextInt(86_400));
        if (given.rule().clears(given.one.kind(), end, NOW).isPresent() && !given.one.held()) {
            assertThat(given.fate()).isInstanceOf(Fate.Due.class);
        }
    }

    @Example
    void withoutAPolicyNothingIsDeleted() {
        var old = new Retainable(
                new UUID(1, 1), TALKS.get(0), 1, Instant.EPOCH, PEOPLE.get(0), RetentionClass.TEXT, false);
        assertThat(new RetentionRule(List.of(), List.of()).judge(old, Author.UNKNOWN, NOW))
                .isInstanceOf(Fate.Stays.class);
    }

    @Example
    void takesPeriodsByTheCalendarAndNothingElse() {
        Instant leapDay = Instant.parse("2024-02-29T12:00:00Z");
        assertThat(Span.of("P1Y").after(leapDay)).isEqualTo("2025-02-28T12:00:00Z");
        assertThat(Span.of("P1M2W3DT4H5M6S").after(leapDay)).isEqualTo("2024-04-15T16:05:06Z");
        assertThat(Span.of("PT5S").after(leapDay)).isEqualTo("2024-02-29T12:00:05Z");
        for (@Nullable
        String wrong : new String[] {
            null, "", "P", "PT", "P1DT", "5Y", "p1y", "-P1Y", "P-1Y", "P1.5Y", "PT0S", "P0D", "P101Y", "P99999Y", "P1Y "
        }) {
            org.assertj.core.api.Assertions.assertThatExceptionOfType(DomainException.class)
                    .as("%s", wrong)
                    .isThrownBy(() -> Span.of(wrong))
                    .satisfies(problem ->
                            assertThat(problem.violations().getFirst().field()).isEqualTo("period"));
        }
    }

    private static final class Given {

        private final Random random;
        private final Author author;
        private final Retainable one;
        private final List<RetentionPolicy> policies = new ArrayList<>();
        private final List<StatutoryPeriod> statutory = new ArrayList<>();

        Given(Random random) {
            this.random = random;
            author = new Author(pick(PEOPLE), pick(KINDS), pick(REGIONS), Set.copyOf(some(GROUPS)));
            one = new Retainable(
                    new UUID(1, 1),
                    pick(TALKS),
                    1,
                    NOW.minusSeconds(random.nextInt(3 * 365 * 86_400)),
                    author.id(),
                    pick(List.of(RetentionClass.TEXT, RetentionClass.FILE)),
                    random.nextInt(4) == 0);
            IntStream.range(0, random.nextInt(6)).forEach(n -> policies.add(policy()));
            if (random.nextInt(3) == 0) {
                statutory.add(new StatutoryPeriod(
                        Set.of(pick(KINDS)),
                        Set.copyOf(some(REGIONS)),
                        pick(List.of(Period.ofMonths(1), Period.ofYears(1)))));
            }
        }

        RetentionRule rule() {
            return new RetentionRule(policies, statutory);
        }

        Fate fate() {
            return rule().judge(one, author, NOW);
        }

        List<RetentionPolicy> applying(RetentionAction action) {
            return policies.stream()
                    .filter(policy -> policy.action() == action && policy.kind() == one.kind())
                    .filter(policy -> concerns(policy, action))
                    .toList();
        }

        /// Departments narrow deletions only.
        private boolean concerns(RetentionPolicy policy, RetentionAction action) {
            Audience who = policy.audience();
            return (who.kinds().isEmpty() || who.kinds().stream().anyMatch(kind -> kind == author.kind()))
                    && (who.persons().isEmpty() || who.persons().stream().anyMatch(id -> id.equals(author.id())))
                    && (who.conversations().isEmpty() || who.conversations().contains(one.conversation()))
                    && (who.jurisdiction() == null || who.jurisdiction().equals(author.region()))
                    && (action == RetentionAction.KEEP_AT_LEAST
                            || who.groups().isEmpty()
                            || who.groups().stream().anyMatch(author.groups()::contains));
        }

        boolean isOver(RetentionPolicy policy) {
            return !policy.period().after(one.acceptedAt()).isAfter(NOW);
        }

        void assertShortest(PolicyId by) {
            Instant end = policies.stream()
                    .filter(policy -> policy.id().equals(by))
                    .findFirst()
                    .orElseThrow()
                    .period()
                    .after(one.acceptedAt());
            assertThat(applying(RetentionAction.DELETE_AFTER))
                    .allSatisfy(policy ->
                            assertThat(policy.period().after(one.acceptedAt())).isAfterOrEqualTo(end));
        }

        private RetentionPolicy policy() {
            boolean wide = random.nextInt(3) == 0;
            Audience audience = wide
                    ? Audience.EVERYBODY
                    : new Audience(
                            Set.copyOf(some(KINDS)),
                            Set.copyOf(some(GROUPS)),
                            Set.copyOf(some(PEOPLE)),
                            Set.copyOf(some(TALKS)),
                            random.nextInt(3) == 0 ? pick(REGIONS) : null);
            return new RetentionPolicy(
                    PolicyId.next(),
                    "a policy",
                    pick(List.of(RetentionAction.values())),
                    pick(List.of(RetentionClass.TEXT, RetentionClass.FILE)),
                    Span.of(pick(PERIODS)),
                    audience,
                    PEOPLE.get(0),
                    NOW,
                    Collections.emptySortedMap());
        }

        private <T> T pick(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private <T> Set<T> some(List<T> all) {
            return all.stream().filter(value -> random.nextInt(3) == 0).collect(Collectors.toSet());
        }
    }
}
