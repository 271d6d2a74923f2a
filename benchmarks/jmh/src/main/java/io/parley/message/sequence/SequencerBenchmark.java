package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.Sealed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Deciding a batch of 500 posts of 100 conversations that are in memory: rules and numbers, without the stores. Time
/// per message.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SequencerBenchmark {

    private static final int BATCH = 500;
    private static final int CONVERSATIONS = 100;

    private final People people = person -> Optional.of(PersonKind.EMPLOYEE);
    private final MessageSequencer sequencer = new MessageSequencer(
            "eu",
            new ContentRules(Duration.ofHours(24), Duration.ofHours(24)),
            new MembershipRules(5000, people),
            new RoleRules(people));
    private final KeyId key = KeyId.next();
    private List<Command> batch = List.of();
    private BatchMemory memory = new BatchMemory();

    /// A batch is decided once only: the second time it would be a repeat.
    @Setup(Level.Invocation)
    public void prepare() {
        memory = new BatchMemory();
        batch = new ArrayList<>(BATCH);
        for (int i = 0; i < CONVERSATIONS; i++) {
            conversation();
        }
    }

    private void conversation() {
        ConversationId id = ConversationId.next();
        PersonId sender = PersonId.next();
        Command open = Command.of(wish(id, id.value(), sender)
                .setOpen(Open.newBuilder()
                        .setKind(ConversationKind.GROUP)
                        .addMemberIds(sender.bytes())
                        .addMemberIds(PersonId.next().bytes()))
                .build());
        require(sequencer.decide(open, memory, 1));
        for (int i = 0; i < BATCH / CONVERSATIONS; i++) {
            batch.add(Command.of(wish(id, Ids.next(), sender)
                    .setPost(Post.newBuilder()
                            .setContentType("text")
                            .setFingerprint(ByteString.copyFrom(new byte[16]))
                            .setContent(Sealed.newBuilder()
                                    .setKeyId(key.bytes())
                                    .setCiphertext(ByteString.copyFrom(new byte[160]))))
                    .build()));
        }
    }

    private static MessageSubmitted.Builder wish(ConversationId conversation, UUID command, PersonId sender) {
        return MessageSubmitted.newBuilder()
                .setConversationId(conversation.bytes())
                .setCommandId(Ids.bytes(command))
                .setSenderId(sender.bytes());
    }

    private static void require(Decision decision) {
        if (!(decision instanceof Decision.Accepted)) {
            throw new IllegalStateException("decision: another (expected: accepted)");
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void decide() {
        for (Command command : batch) {
            require(sequencer.decide(command, memory, 2));
        }
    }
}
