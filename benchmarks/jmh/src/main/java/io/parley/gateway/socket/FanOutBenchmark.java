package io.parley.gateway.socket;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.SignIn;
import io.parley.platform.keys.CipherBenchmark;
import io.parley.platform.keys.DataKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.context.properties.bind.Binder;

/// One frame to the 500 sockets of a group, as far as the sockets' buffers. Time per socket.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {

    private static final int SOCKETS = 500;

    private final ConversationId conversation = ConversationId.next();
    private final DataKey key = CipherBenchmark.newKey();
    private final byte[] json = new FactFrames().frame(Facts.posted(conversation, 1, key), Map.of(key.id(), key));
    private final Sessions sessions = new Sessions();
    private final Surroundings around = new Surroundings(
            sessions,
            new NoGaps(),
            limits(),
            new SocketMetrics(new SimpleMeterRegistry(), sessions),
            Clock.systemUTC());
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private long seq;

    private static SocketProperties limits() {
        return new Binder(List.of()).bindOrCreate("parley.gateway.socket", SocketProperties.class);
    }

    private static final class NoGaps implements Gaps {

        @Override
        public void fill(Session session, ConversationId conversation) {
            throw new IllegalStateException("gap: one (expected: none)");
        }

        @Override
        public void join(Session session, ConversationId conversation) {
            throw new IllegalStateException("join: one (expected: none)");
        }
    }

    @Setup
    public void seat() {
        for (int i = 0; i < SOCKETS; i++) {
            var channel = new EmbeddedChannel();
            var queue = new LoopQueue(channel.eventLoop());
            var admitted = new Admission.Admitted(
                    PersonId.next(),
                    new SignIn("https://issuer.example", "somebody"),
                    Instant.ofEpochMilli(Long.MAX_VALUE));
            var session = new Session(admitted, channel, queue, around);
            session.beginGreeting("bench");
            session.greet(new byte[] {'{', '}'}, List.of(new Standing(conversation.value(), 0, 0, 0)), Map.of());
            channels.add(channel);
        }
        leave();
    }

    @Benchmark
    @OperationsPerInvocation(SOCKETS)
    public int deliver() {
        ByteBuf frame = WireFrames.text(ByteBufAllocator.DEFAULT, json);
        var delivery = new Delivery(conversation, ++seq, frame, null);
        for (Session session : sessions.rooms().of(conversation)) {
            frame.retain();
            delivery.accept(session);
        }
        frame.release();
        return leave();
    }

    /// What a socket would have sent.
    private int leave() {
        int bytes = 0;
        for (EmbeddedChannel channel : channels) {
            channel.flushOutbound();
            for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
                bytes += sent.readableBytes();
                sent.release();
            }
        }
        if (bytes < SOCKETS * 2) {
            throw new IllegalStateException("sent: " + bytes + " bytes (expected: a frame to each socket)");
        }
        return bytes;
    }
}
