package io.parley.archive.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/// The rule about people against the rule about single messages that it stands for.
class HoldScopePropertyTest {

    private static final List<PersonId> PEOPLE = List.of(PersonId.next(), PersonId.next(), PersonId.next());
    private static final List<ConversationId> NAMED =
            List.of(ConversationId.next(), ConversationId.next(), ConversationId.next());
    private static final ConversationId ELSEWHERE = ConversationId.next();
    private static final int MOMENTS = 8;

    @Property(tries = 2_000)
    void coversAPersonExactlyIfTheyMayHaveWrittenSomethingThatIsHeld(@ForAll long seed) {
        var random = new Random(seed);
        HoldScope scope = scope(random);
        PersonId person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Period written = period(random);
        Set<ConversationId> involving = some(NAMED, random);

        boolean mayHave = Stream.concat(involving.stream(), Stream.of(ELSEWHERE))
                .anyMatch(conversation -> IntStream.range(0, MOMENTS)
                        .mapToObj(Instant::ofEpochSecond)
                        .filter(at -> within(written, at))
                        .anyMatch(at -> holds(scope, person, conversation, at)));

        assertThat(scope.covers(person, written, involving)).isEqualTo(mayHave);
    }

    @Property(tries = 500)
    void knowingLessNeverSetsAnythingFree(@ForAll long seed) {
        var random = new Random(seed);
        HoldScope scope = scope(random);
        PersonId person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Period written = period(random);
        Set<ConversationId> involving = some(NAMED, random);
        Set<ConversationId> more = new HashSet<>(involving);
        more.addAll(some(NAMED, random));

        if (scope.covers(person, written, involving)) {
            assertThat(scope.covers(person, written, more)).isTrue();
            assertThat(scope.covers(person, new Period(null, written.to()), involving))
                    .isTrue();
            assertThat(scope.covers(person, new Period(written.from(), null), involving))
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void aHoldOnEverybodyCoversEverybody(@ForAll long seed) {
        var random = new Random(seed);
        var everybody = new HoldScope(Set.of(), Set.of(), List.of(), new Period(null, null));

        assertThat(everybody.isEverybody()).isTrue();
        assertThat(everybody.covers(PersonId.next(), period(random), some(NAMED, random)))
                .isTrue();
    }

    private static boolean holds(HoldScope scope, PersonId author, ConversationId conversation, Instant at) {
        boolean oneOfThem = scope.persons().isEmpty() || scope.persons().contains(author);
        boolean there = scope.conversations().isEmpty() || scope.conversations().contains(conversation);
        return oneOfThem && there && within(scope.period(), at);
    }

    private static boolean within(Period period, Instant at) {
        @Nullable Instant from = period.from();
        @Nullable Instant to = period.to();
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private static HoldScope scope(Random random) {
        return new HoldScope(some(PEOPLE, random), some(NAMED, random), List.of(), period(random));
    }

    private static Period period(Random random) {
        int from = random.nextInt(MOMENTS - 1);
        int to = from + 1 + random.nextInt(MOMENTS - 1 - from);
        return new Period(
                random.nextInt(4) == 0 ? null : Instant.ofEpochSecond(from),
                random.nextInt(4) == 0 ? null : Instant.ofEpochSecond(to));
    }

    private static <T> Set<T> some(List<T> all, Random random) {
        return all.stream().filter(one -> random.nextBoolean()).collect(Collectors.toSet());
    }
}
