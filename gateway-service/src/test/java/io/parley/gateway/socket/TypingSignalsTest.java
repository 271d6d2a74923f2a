package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class TypingSignalsTest {

    private static final int NOBODY_LISTENS = 1;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TypingSignals.Signal signal = new TypingSignals.Signal(ConversationId.next(), PersonId.next());

    @Test
    void losesTypingAndNothingElseWithoutRedis() {
        var redis = new LettuceConnectionFactory("localhost", NOBODY_LISTENS);
        redis.afterPropertiesSet();
        redis.start();
        var signals = new TypingSignals(redis, new Sessions(), metrics);
        try {
            signals.start();
            long before = System.nanoTime();
            signals.tell(signal);
            signals.tell(signal);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("nobody waits for it")
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(metrics.counter("parley.typing.lost").count()).isEqualTo(2);
            assertThat(signals.isRunning()).isTrue();
        } finally {
            signals.stop();
            redis.destroy();
        }
        await().until(() -> !signals.isRunning());
    }

    @Test
    void travelsAsTwoIds() {
        assertThat(signal.bytes()).hasSize(32);
        assertThat(TypingSignals.Signal.of(signal.bytes())).isEqualTo(signal);
    }
}
