package io.parley.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.SignIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// A client whose network takes nothing, until it does.
class SlowConsumerTest {

    private static final int FRAME_BYTES = 10_000;
    private static final DataSize MOST = DataSize.ofKilobytes(100);

    private final Stuck channel = new Stuck();
    private final Sessions sessions = new Sessions();
    private final Session session = new Session(
            new Admission.Admitted(
                    PersonId.next(),
                    new SignIn("https://issuer.example", "somebody"),
                    Instant.parse("2100-01-01T00:00:00Z")),
            channel,
            new LoopQueue(channel.eventLoop()),
            surroundings());

    /// Keeps what is flushed while it is stuck.
    private static final class Stuck extends EmbeddedChannel {
        private boolean stuck;

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
            if (!stuck) {
                super.doWrite(waiting);
            }
        }

        long pending() {
            return unsafe().outboundBuffer().totalPendingWriteBytes();
        }
    }

    private Surroundings surroundings() {
        var limits = new SocketProperties(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                DataSize.ofKilobytes(256),
                MOST,
                Duration.ofSeconds(10),
                256,
                64,
                Duration.ofMillis(200),
                Duration.ofSeconds(10));
        var metrics = new SocketMetrics(new SimpleMeterRegistry(), sessions);
        Gaps none = new Gaps() {
            @Override
            public void fill(Session behind, ConversationId conversation) {
                throw new AssertionError("no gap expected");
            }

            @Override
            public void join(Session joining, ConversationId conversation) {
                throw new AssertionError("no joining expected");
            }
        };
        return new Surroundings(sessions, none, limits, metrics, Clock.systemUTC());
    }

    @Test
    void isToldGoodbyeAndHoldsABoundedAmount() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(32 * 1024, 64 * 1024));
        sessions.open(session);
        channel.stuck = true;
        for (int i = 0; i < 100; i++) {
            session.write(new byte[FRAME_BYTES]);
        }
        assertThat(session.phase()).isEqualTo(Session.Phase.ENDED);
        assertThat(channel.pending()).isLessThan(MOST.toBytes() + 64 * 1024 + 2 * FRAME_BYTES);
        assertThat(sessions.count()).isZero();

        ByteBuf late = Unpooled.buffer(FRAME_BYTES);
        session.write(late);
        assertThat(late.refCnt()).as("nothing more is kept for it").isZero();

        channel.stuck = false;
        channel.flush();
        List<Object> read = new ArrayList<>(channel.outboundMessages());
        assertThat(read.getLast())
                .isInstanceOfSatisfying(
                        CloseWebSocketFrame.class,
                        close -> assertThat(close.statusCode()).isEqualTo(1008));
        assertThat(read.get(read.size() - 2))
                .isInstanceOfSatisfying(
                        ByteBuf.class,
                        goodbye -> assertThat(goodbye.toString(UTF_8))
                                .contains("\"goodbye\"", "\"slow-consumer\"", "\"reconnect\":true"));
        var _ = channel.finishAndReleaseAll();
    }
}
