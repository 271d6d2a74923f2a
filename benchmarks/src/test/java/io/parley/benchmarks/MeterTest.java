package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Meter meter = new Meter();

    @Test
    void countsFromWhenAMessageWasDueSoThatAStallShowsInEachMessageItDelayed() {
        meter.start(0);
        long answered = 10 * SECOND;
        for (long due = 0; due < answered; due += SECOND) {
            meter.delivered(due, answered);
        }

        assertThat(meter.delivered().getTotalCount()).isEqualTo(10);
        assertThat(meter.delivered().getValueAtPercentile(50)).isBetween(5 * SECOND, 5 * SECOND + SECOND / 10);
        assertThat(meter.delivered().getMaxValue()).isGreaterThanOrEqualTo(answered);
    }

    @Test
    void leavesOutWhatComesBeforeOrAfterTheMeasuredTime() {
        meter.accepted(0, SECOND);
        meter.start(SECOND);
        meter.accepted(0, 2 * SECOND);
        meter.stop(3 * SECOND);
        meter.accepted(0, 4 * SECOND);

        assertThat(meter.accepted().getTotalCount()).isEqualTo(1);
        assertThat(meter.seconds()).isEqualTo(2.0);
    }
}
