package io.parley.message.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.Forwarded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.message.RunningMessageService;
import io.parley.message.fact.History;
import io.parley.message.fact.MemberRole;
import io.parley.message.sequence.Decision.Accepted;
import io.parley.message.sequence.Decision.Refused;
import io.parley.message.sequence.Decision.Repeated;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.trace.RecordTraces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

/// Several owners of one partition at once, restarts at the worst moment: on the real database.
class SequencingIT extends RunningMessageService {

    @Autowired
    private MessageSequencer sequencer;

    @Autowired
    private BatchWriter writer;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private KafkaTemplate<byte[], byte[]> kafka;

    @Autowired
    private RecordReader records;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SequenceMetrics metrics = new SequenceMetrics(registry);
    private final ConversationId room = ConversationId.next();
    private PersonId alice = PersonId.next();
    private PersonId bob = PersonId.next();
    private PersonId carol = PersonId.next();

    @BeforeEach
    void people() {
        alice = person(anyName("alice"));
        bob = person(anyName("bob"));
        carol = person(anyName("carol"));
    }

    @Test
    void twoOwnersNeverGiveOneNumberTwice() throws Exception {
        decide(owner(), group());
        List<Command> byAlice = posts(alice, 80);
        List<Command> byBob = posts(bob, 80);
        List<Decision> decisions =
                concurrently(() -> inBatchesOf(7, byAlice, owner(50)), () -> inBatchesOf(11, byBob, owner(50)));
        assertThat(decisions).hasSize(160).allMatch(Accepted.class::isInstance);
        assertThat(numbers(decisions)).containsExactlyInAnyOrderElementsOf(longs(1, 160));
        assertThat(storedNumbers()).containsExactlyElementsOf(longs(0, 160));
    }

    @Test
    void theSameBatchByTwoOwnersIsAcceptedOnce() throws Exception {
        decide(owner(), group());
        List<Command> posts = posts(alice, 100);
        List<Decision> decisions =
                concurrently(() -> inBatchesOf(10, posts, owner(50)), () -> inBatchesOf(10, posts, owner(50)));
        assertThat(decisions).filteredOn(Accepted.class::isInstance).hasSize(100);
        assertThat(decisions).filteredOn(Repeated.class::isInstance).hasSize(100);
        assertThat(storedNumbers()).containsExactlyElementsOf(longs(0, 100));
    }

    @Test
    void aStaleOwnerHearsNobodyWhoWasRemovedMeanwhile() {
        SequencingDesk stale = owner();
        decide(stale, group());
        decide(owner(), Wishes.remove(room, alice, bob));
        assertThat(decide(stale, Wishes.post(room, bob))).containsExactly(Refused.of(ErrorCode.NOT_A_MEMBER));
    }

    @Test
    void aStaleOwnerRefusesNobodyWhoWasAddedMeanwhile() {
        SequencingDesk stale = owner();
        decide(stale, group());
        decide(owner(), Wishes.add(room, alice, carol));
        assertThat(decide(stale, Wishes.post(room, carol))).hasOnlyElementsOfType(Accepted.class);
    }

    /// A new owner remembers no commands: it must find out from the database that this is not a new wish.
    @Test
    void aRepeatOfOneWhoWasRemovedMeanwhileIsStillARepeat() {
        SequencingDesk first = owner();
        Command post = Wishes.post(room, bob);
        decide(first, group());
        decide(first, post);
        decide(first, Wishes.remove(room, alice, bob));
        assertThat(decide(owner(), post)).hasOnlyElementsOfType(Repeated.class);
        assertThat(decide(owner(), Wishes.post(room, bob))).containsExactly(Refused.of(ErrorCode.NOT_A_MEMBER));
    }

    @Test
    void aStaleOwnerIsCountedAndGoesOnFromWhatTheOtherWrote() {
        SequencingDesk stale = owner();
        decide(stale, group());
        decide(owner(), Wishes.post(room, alice));
        assertThat(decide(stale, Wishes.post(room, bob))).hasOnlyElementsOfType(Accepted.class);
        assertThat(storedNumbers()).containsExactly(0L, 1L, 2L);
        assertThat(registry.counter("parley.messages.stale.owner").count()).isEqualTo(1);
    }

    @Test
    void givesUpWhenOthersKeepWriting() {
        SequencingDesk stale = owner(1);
        decide(stale, group());
        decide(owner(), Wishes.post(room, alice));
        assertThatThrownBy(() -> decide(stale, Wishes.post(room, bob))).isInstanceOf(StaleOwnerException.class);
        assertThat(storedNumbers()).containsExactly(0L, 1L);
        assertThat(decide(stale, Wishes.post(room, bob))).hasOnlyElementsOfType(Accepted.class);
    }

    @Test
    void doesNotRenumberAfterARestart() {
        MessageId edited = MessageId.next();
        MessageId root = MessageId.next();
        Forwarded forwarded = Forwarded.newBuilder()
                .setConversationId(ConversationId.next().bytes())
                .setMessageId(MessageId.next().bytes())
                .setAuthorId(carol.bytes())
                .setAcceptedAtMs(7)
                .build();
        List<Command> commands = List.of(
                group(),
                Wishes.post(room, root, bob, "root"),
                Wishes.with(
                        Wishes.post(room, edited, alice, "hello"),
                        post -> post.setReplyTo(root.bytes())
                                .setThreadId(root.bytes())
                                .addMentions(bob.bytes())
                                .setMentionsAll(true)
                                .setForwarded(forwarded)),
                Wishes.history(room, alice, History.FROM_JOINING),
                Wishes.add(room, alice, carol),
                Wishes.edit(room, edited, alice, "new"),
                Wishes.react(room, root, carol, "👍"),
                Wishes.unreact(room, root, carol, "👍"),
                Wishes.role(room, alice, bob, MemberRole.MODERATOR),
                Wishes.title(room, bob, "Another"),
                Wishes.remove(room, alice, alice),
                Wishes.remove(room, bob, carol));
        List<MessageAccepted> before = events(decideAll(owner(), commands));
        List<Decision> again = decideAll(owner(), commands);
        assertThat(again).hasOnlyElementsOfType(Repeated.class);
        assertThat(events(again)).isEqualTo(before);
        assertThat(before.get(10).getMemberRemoved().getNewOwnerId()).isEqualTo(bob.bytes());
        assertThat(storedNumbers()).containsExactlyElementsOf(longs(0, 11));
    }

    @Test
    void losesAndDoublesNothingWhenTheBrokerFailsAfterTheCommit() {
        decide(owner(), group());
        List<ConsumerRecord<byte[], byte[]>> batch = records(posts(alice, 50));
        var publisher = new FailsOnce(kafka);
        var listener = new SubmittedListener(
                records, owner(), publisher, new ConversationStates(10), metrics, RecordTraces.OFF);
        assertThatThrownBy(() -> listener.receive(batch)).isInstanceOf(IllegalStateException.class);
        assertThat(registry.counter("parley.messages.accepted").count()).isZero();
        listener.receive(batch);
        assertThat(publisher.published).hasOnlyElementsOfType(Repeated.class);
        assertThat(numbers(publisher.published)).containsExactlyElementsOf(longs(1, 50));
        assertThat(storedNumbers()).containsExactlyElementsOf(longs(0, 50));
    }

    @Test
    void twoPeopleGetOneDirectConversationWhoeverIsFaster() throws Exception {
        ConversationId other = ConversationId.next();
        List<Decision> decisions = concurrently(
                () -> decide(owner(), Wishes.open(room, ConversationKind.DIRECT, alice, bob)),
                () -> decide(owner(), Wishes.open(other, ConversationKind.DIRECT, bob, alice)));
        assertThat(decisions).filteredOn(Accepted.class::isInstance).hasSize(1);
        ConversationId first = ConversationId.of(events(decisions).getFirst().getConversationId());
        assertThat(decisions).contains(Refused.of(ErrorCode.CONFLICT, "conversationId", first.toString()));
    }

    @Test
    void keepsEveryStayOfAMember() {
        decideAll(
                owner(),
                List.of(
                        group(),
                        Wishes.add(room, alice, carol),
                        Wishes.remove(room, alice, carol),
                        Wishes.remove(room, alice, bob),
                        Wishes.add(room, alice, bob)));
        decide(owner(), Wishes.remove(room, bob, bob));
        assertThat(stays(alice)).containsExactly("0..");
        assertThat(stays(bob)).containsExactly("0..3", "4..5");
        assertThat(stays(carol)).containsExactly("1..2");
    }

    @Test
    void theServiceCannotChangeWhatWasAccepted() {
        decide(owner(), group());
        assertThatThrownBy(() -> jdbc.sql("UPDATE message SET seq = seq + 1").update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM message").update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private SequencingDesk owner() {
        return owner(5);
    }

    /// Another instance of the service: a memory of its own, the same database.
    private SequencingDesk owner(int attempts) {
        ConversationStates states = new ConversationStates(100);
        return new SequencingDesk(
                sequencer,
                new BatchReader(jdbc, states, new io.parley.message.file.FileLinks(jdbc)),
                writer,
                Clock.systemUTC(),
                metrics,
                attempts);
    }

    private Command group() {
        return Wishes.open(room, ConversationKind.GROUP, alice, bob);
    }

    private List<Command> posts(PersonId sender, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> Wishes.post(room, sender))
                .toList();
    }

    private static List<Decision> decide(SequencingDesk owner, Command command) {
        return decideAll(owner, List.of(command));
    }

    private static List<Decision> decideAll(SequencingDesk owner, List<Command> commands) {
        return owner.decide(commands);
    }

    private static List<Decision> inBatchesOf(int size, List<Command> commands, SequencingDesk owner) {
        List<Decision> decisions = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += size) {
            decisions.addAll(owner.decide(commands.subList(from, Math.min(from + size, commands.size()))));
        }
        return decisions;
    }

    private static List<Decision> concurrently(Callable<List<Decision>> one, Callable<List<Decision>> other)
            throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Decision> decisions = new ArrayList<>();
            for (var result : threads.invokeAll(List.of(one, other))) {
                decisions.addAll(result.get());
            }
            return decisions;
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(List<Command> commands) {
        return IntStream.range(0, commands.size())
                .mapToObj(i -> new ConsumerRecord<>(
                        "submitted",
                        0,
                        i,
                        commands.get(i).wish().getConversationId().toByteArray(),
                        commands.get(i).wish().toByteArray()))
                .toList();
    }

    private static List<MessageAccepted> events(Collection<Decision> decisions) {
        return decisions.stream()
                .flatMap(decision -> switch (decision) {
                    case Accepted(var fact) -> Stream.of(fact.event());
                    case Repeated(var fact) -> Stream.of(fact.event());
                    case Refused _ -> Stream.empty();
                })
                .toList();
    }

    private static List<Long> numbers(Collection<Decision> decisions) {
        return events(decisions).stream().map(MessageAccepted::getSeq).toList();
    }

    private static List<Long> longs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private List<Long> storedNumbers() {
        return jdbc.sql("SELECT seq FROM message WHERE conversation_id = ? ORDER BY seq")
                .param(room.value())
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private List<String> stays(PersonId person) {
        return jdbc.sql("""
                        SELECT from_seq || '..' || coalesce(until_seq::text, '') FROM member
                        WHERE conversation_id = ? AND person_id = ? ORDER BY from_seq""")
                .param(room.value())
                .param(person.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// A broker that cannot be reached the first time.
    private static final class FailsOnce extends OutcomePublisher {

        private final List<Decision> published = new ArrayList<>();
        private boolean failed;

        FailsOnce(KafkaTemplate<byte[], byte[]> kafka) {
            super(kafka, RecordTraces.OFF);
        }

        @Override
        void publish(List<Submitted> submitted, List<Decision> decisions) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("broker: down");
            }
            super.publish(submitted, decisions);
            published.addAll(decisions);
        }
    }
}
