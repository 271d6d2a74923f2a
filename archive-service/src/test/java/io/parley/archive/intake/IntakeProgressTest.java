package io.parley.archive.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeProgressTest {

    private static final Duration SHORTLY = Duration.ofMillis(300);

    private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 5L, 1, 0L));
    private final Map<Integer, Long> written = new HashMap<>(Map.of(0, 4L));
    private int questions;
    private final IntakeProgress progress = new IntakeProgress(
            new Positions() {
                @Override
                public Map<Integer, Long> ends() {
                    questions++;
                    return Map.copyOf(ends);
                }

                @Override
                public Map<Integer, Long> written() {
                    return Map.copyOf(written);
                }
            },
            Clock.systemUTC());

    @Test
    void saysNoWhileAFactIsNotDecided() throws InterruptedException {
        assertThat(progress.awaitPast(Instant.now(), SHORTLY)).isFalse();

        written.put(0, 5L);
        assertThat(progress.awaitPast(Instant.now(), SHORTLY)).isTrue();
    }

    @Test
    void asksOnceForABacklogAndAgainForWhatIsLater() throws InterruptedException {
        written.put(0, 5L);
        Instant first = Instant.now();
        assertThat(progress.awaitPast(first, SHORTLY)).isTrue();
        assertThat(progress.awaitPast(first.minusSeconds(9), SHORTLY)).isTrue();
        assertThat(questions).isEqualTo(1);

        ends.put(1, 1L);
        assertThat(progress.awaitPast(Instant.now(), SHORTLY)).isFalse();
        assertThat(progress.awaitPast(first, SHORTLY))
                .as("what was proved stays")
                .isTrue();
    }

    @Test
    void neverSpeaksOfTheFuture() throws InterruptedException {
        written.put(0, 5L);
        assertThat(progress.awaitPast(Instant.now().plusSeconds(60), SHORTLY)).isFalse();
        assertThat(questions).isZero();
        assertThat(progress.awaitPast(Instant.now().plusMillis(150), Duration.ofSeconds(20)))
                .as("and waits for it to come")
                .isTrue();
    }
}
