package io.parley.message.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.PersonKind;
import io.parley.message.fact.MemberRole;
import io.parley.message.sequence.Decision.Accepted;
import io.parley.message.sequence.Decision.Refused;
import io.parley.message.sequence.Decision.Repeated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever is asked in whatever order, with repeats and clocks that jump: what holds of the result.
class SequencingPropertiesTest {

    private static final List<PersonId> PEOPLE =
            IntStream.range(0, 5).mapToObj(_ -> PersonId.next()).toList();
    private static final List<ConversationId> ROOMS =
            IntStream.range(0, 3).mapToObj(_ -> ConversationId.next()).toList();
    private static final List<MessageId> MESSAGES =
            IntStream.range(0, 6).mapToObj(_ -> MessageId.next()).toList();

    private record Step(Command command, long nowMs) {}

    @Property(tries = 500)
    void numbersAreDensePerConversation(@ForAll("steps") List<Step> steps) {
        Map<ConversationId, List<Long>> seqs = new HashMap<>();
        facts(run(steps, new BatchMemory()))
                .forEach(fact -> seqs.computeIfAbsent(
                                ConversationId.of(fact.getConversationId()), _ -> new ArrayList<>())
                        .add(fact.getSeq()));
        seqs.values()
                .forEach(numbers -> assertThat(numbers)
                        .containsExactlyElementsOf(
                                LongStream.range(0, numbers.size()).boxed().toList()));
    }

    @Property(tries = 500)
    void timesNeverRunBackwards(@ForAll("steps") List<Step> steps) {
        Map<ConversationId, Long> last = new HashMap<>();
        facts(run(steps, new BatchMemory())).forEach(fact -> {
            Long before = last.put(ConversationId.of(fact.getConversationId()), fact.getAcceptedAtMs());
            assertThat(fact.getAcceptedAtMs()).isGreaterThanOrEqualTo(before == null ? 0 : before);
        });
    }

    @Property(tries = 500)
    void noCommandBecomesTwoFacts(@ForAll("steps") List<Step> steps) {
        Set<CommandKey> seen = new HashSet<>();
        BatchMemory memory = new BatchMemory();
        MessageSequencer sequencer = sequencer();
        for (Step step : steps) {
            if (sequencer.decide(step.command(), memory, step.nowMs()) instanceof Accepted) {
                assertThat(seen.add(step.command().key())).isTrue();
            }
        }
    }

    /// What a restarted owner does: it reads the batch again, with the facts of the first time in the database.
    @Property(tries = 500)
    void aBatchReadAgainYieldsTheSameFacts(@ForAll("steps") List<Step> steps) {
        BatchMemory memory = new BatchMemory();
        List<Decision> first = run(steps, memory);
        List<Decision> again = run(steps, memory);
        for (int i = 0; i < steps.size(); i++) {
            if (first.get(i) instanceof Accepted(var fact)) {
                assertThat(again.get(i)).isEqualTo(new Repeated(fact));
            }
        }
    }

    @Property(tries = 500)
    void whatIsRefusedChangesNothing(@ForAll("steps") List<Step> steps) {
        BatchMemory all = new BatchMemory();
        List<Decision> decisions = run(steps, all);
        List<Step> fruitful = IntStream.range(0, steps.size())
                .filter(i -> !(decisions.get(i) instanceof Refused))
                .mapToObj(steps::get)
                .toList();
        assertThat(facts(run(fruitful, new BatchMemory()))).isEqualTo(facts(decisions));
    }

    @Property(tries = 500)
    void onlyPresentMembersAreHeard(@ForAll("steps") List<Step> steps) {
        Map<ConversationId, Set<PersonId>> members = new HashMap<>();
        for (MessageAccepted fact : facts(run(steps, new BatchMemory()))) {
            Set<PersonId> present =
                    members.computeIfAbsent(ConversationId.of(fact.getConversationId()), _ -> new HashSet<>());
            if (!fact.hasOpened()) {
                assertThat(present).contains(PersonId.of(fact.getSenderId()));
            }
            follow(fact, present);
        }
    }

    @Property(tries = 500)
    void whoeverIsInAGroupHasAnOwner(@ForAll("steps") List<Step> steps) {
        BatchMemory memory = new BatchMemory();
        run(steps, memory);
        for (ConversationState state : memory.conversations()) {
            if (state.exists() && !state.direct() && state.size() > 0) {
                assertThat(PEOPLE).anyMatch(person -> state.has(person) && state.role(person) == MemberRole.OWNER);
            }
        }
    }

    /// Several owners that believe to be the one, batches that end before the commit or between commit and telling.
    @Property(tries = 300)
    void whateverOwnersAndCrashesDoNumbersAreDenseUniqueAndStable(
            @ForAll("steps") List<Step> steps, @ForAll Random chance) {
        SharedLog log = new SharedLog();
        List<SharedLog.Owner> owners = List.of(log.owner(), log.owner(), log.owner());
        Map<CommandKey, MessageAccepted> told = new HashMap<>();
        List<Step> left = new ArrayList<>(steps);
        while (!left.isEmpty()) {
            List<Step> batch = left.subList(0, Math.min(left.size(), 1 + chance.nextInt(8)));
            SharedLog.Owner owner = owners.get(chance.nextInt(owners.size()));
            boolean crashes = chance.nextInt(4) == 0;
            List<Decision> decisions = crashes && chance.nextBoolean()
                    ? List.of()
                    : owner.take(
                            batch.stream().map(Step::command).toList(),
                            batch.getFirst().nowMs());
            if (crashes || decisions.isEmpty()) {
                owner.forget();
            } else {
                tell(batch, decisions, told);
                batch.clear();
            }
        }
        log.numbers()
                .forEach((_, numbers) -> assertThat(numbers)
                        .containsExactlyElementsOf(
                                LongStream.range(0, numbers.size()).boxed().toList()));
    }

    private static void tell(List<Step> batch, List<Decision> decisions, Map<CommandKey, MessageAccepted> told) {
        for (int i = 0; i < batch.size(); i++) {
            if (decisions.get(i) instanceof Accepted(var fact)) {
                assertThat(told.put(batch.get(i).command().key(), fact.event())).isNull();
            } else if (decisions.get(i) instanceof Repeated(var fact)
                    && told.containsKey(batch.get(i).command().key())
                    && fact.commandId().equals(batch.get(i).command().commandId())) {
                assertThat(fact.event())
                        .isEqualTo(told.get(batch.get(i).command().key()));
            }
        }
    }

    @Property(tries = 500)
    void oneIdWithTwoContentsIsRefused(@ForAll("steps") List<Step> steps) {
        BatchMemory memory = new BatchMemory();
        MessageSequencer sequencer = sequencer();
        for (Step step : steps) {
            Decision decision = sequencer.decide(step.command(), memory, step.nowMs());
            if (decision instanceof Accepted(var fact) && fact.event().hasPosted()) {
                Command other = Wishes.post(
                        fact.conversationId(), fact.messageId(), fact.senderId(), "never said by the generator");
                assertThat(sequencer.decide(other, memory, step.nowMs()))
                        .isEqualTo(Refused.of(ErrorCode.IDEMPOTENCY_MISMATCH));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<ConversationId> rooms = Arbitraries.of(ROOMS);
        Arbitrary<PersonId> people = Arbitraries.of(PEOPLE);
        Arbitrary<MessageId> messages = Arbitraries.of(MESSAGES);
        Arbitrary<String> texts = Arbitraries.of("yes", "no");
        Arbitrary<String> emoji = Arbitraries.of("👍", "🎉");
        Arbitrary<MemberRole> roles = Arbitraries.of(MemberRole.values());
        Arbitrary<Command> commands = Arbitraries.frequencyOf(
                Tuple.of(3, Combinators.combine(rooms, people, people).as(SequencingPropertiesTest::open)),
                Tuple.of(8, Combinators.combine(rooms, messages, people, texts).as(Wishes::post)),
                Tuple.of(2, Combinators.combine(rooms, messages, people, texts).as(Wishes::edit)),
                Tuple.of(1, Combinators.combine(rooms, messages, people).as(Wishes::recall)),
                Tuple.of(1, Combinators.combine(rooms, people, people).as(Wishes::add)),
                Tuple.of(1, Combinators.combine(rooms, people, people).as(Wishes::remove)),
                Tuple.of(2, Combinators.combine(rooms, messages, people, emoji).as(Wishes::react)),
                Tuple.of(2, Combinators.combine(rooms, messages, people, emoji).as(Wishes::unreact)),
                Tuple.of(1, Combinators.combine(rooms, people, people, roles).as(Wishes::role)),
                Tuple.of(1, Combinators.combine(rooms, people, texts).as(Wishes::title)));
        return Combinators.combine(commands, Arbitraries.longs().between(0, 100_000))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static Command open(ConversationId room, PersonId opener, PersonId other) {
        ConversationKind kind = room.equals(ROOMS.getFirst()) ? ConversationKind.DIRECT : ConversationKind.GROUP;
        return Wishes.open(room, kind, opener, other);
    }

    private static void follow(MessageAccepted fact, Set<PersonId> present) {
        fact.getOpened().getMemberIdsList().forEach(id -> present.add(PersonId.of(id)));
        fact.getMembersAdded().getPersonIdsList().forEach(id -> present.add(PersonId.of(id)));
        if (fact.hasMemberRemoved()) {
            present.remove(PersonId.of(fact.getMemberRemoved().getPersonId()));
        }
    }

    private static List<Decision> run(List<Step> steps, BatchMemory memory) {
        MessageSequencer sequencer = sequencer();
        return steps.stream()
                .map(step -> sequencer.decide(step.command(), memory, step.nowMs()))
                .toList();
    }

    private static List<MessageAccepted> facts(List<Decision> decisions) {
        return decisions.stream()
                .filter(Accepted.class::isInstance)
                .map(decision -> ((Accepted) decision).fact().event())
                .toList();
    }

    static MessageSequencer sequencer() {
        People people =
                person -> PEOPLE.contains(person) ? Optional.of(PersonKind.EMPLOYEE) : Optional.<PersonKind>empty();
        return new MessageSequencer(
                "eu",
                new ContentRules(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                new MembershipRules(4, people),
                new RoleRules(people));
    }
}
