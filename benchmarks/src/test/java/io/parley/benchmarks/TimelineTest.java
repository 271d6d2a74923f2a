package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline timeline = new Timeline(40);

    @Test
    void tellsTheAgeOfTheOldestNumberThatIsNotCovered() {
        timeline.seen(41, 1_000);
        timeline.seen(42, 2_000);
        timeline.seen(43, 3_000);

        assertThat(timeline.last()).isEqualTo(43);
        assertThat(timeline.behind(41, 43, 10_000)).isEqualTo(8_000);
        assertThat(timeline.behind(43, 43, 10_000)).isZero();
    }

    @Test
    void countsFromTheFirstSocketThatSawANumber() {
        timeline.seen(41, 1_000);
        timeline.seen(41, 5_000);

        assertThat(timeline.behind(0, 41, 6_000)).isEqualTo(5_000);
    }

    @Test
    void doesNotBlameTheArchiveForWhatCameAfterTheQuestion() {
        timeline.seen(41, 1_000);
        timeline.seen(42, 2_000);

        assertThat(timeline.behind(41, 41, 10_000)).isZero();
    }

    @Test
    void growsWithTheConversation() {
        for (long seq = 41; seq < 10_041; seq++) {
            timeline.seen(seq, seq);
        }

        assertThat(timeline.behind(10_039, 10_040, 20_000)).isEqualTo(20_000 - 10_040);
    }
}
