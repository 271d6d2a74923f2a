package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequenceTest {

    /// Deliveries come in any order, some twice, some never; the history knows all. Whatever happens, each number after
    /// the
    /// cursor comes out once and ascending.
    @Property
    void releasesEachNumberOnceAndInOrder(
            @ForAll @IntRange(min = 0, max = 5) int start,
            @ForAll @IntRange(min = 1, max = 40) int length,
            @ForAll @IntRange(min = 0, max = 100) int lossPercent,
            @ForAll long seed) {
        var random = new Random(seed);
        long last = (long) start + length;
        var released = new ArrayList<Long>();
        var sequence = new Sequence<Long>(start, Long::longValue);

        for (long seq : deliveries(start, last, lossPercent, random)) {
            released.addAll(sequence.offer(seq));
            if (random.nextInt(3) == 0) {
                released.addAll(settle(sequence));
            }
        }
        released.addAll(sequence.offer(last));
        released.addAll(settle(sequence));

        assertThat(released)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(start + 1, last).boxed().toList());
        assertThat(sequence.cursor()).isEqualTo(last);
        assertThat(sequence.gap()).isEmpty();
    }

    private static List<Long> deliveries(long start, long last, int lossPercent, Random random) {
        var all = new ArrayList<Long>();
        for (long seq = Math.max(1, start - 2); seq <= last; seq++) {
            for (int copies = random.nextInt(100) < lossPercent ? 0 : 1 + random.nextInt(2); copies > 0; copies--) {
                all.add(seq);
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static List<Long> settle(Sequence<Long> sequence) {
        var released = new ArrayList<Long>();
        for (var gap = sequence.gap(); gap.isPresent(); gap = sequence.gap()) {
            Sequence.Gap hole = gap.orElseThrow();
            released.addAll(sequence.settle(
                    hole,
                    LongStream.rangeClosed(hole.first(), hole.last()).boxed().toList()));
        }
        return released;
    }

    @Test
    void passesOverNumbersThatTheHistoryDoesNotHave() {
        var sequence = new Sequence<Long>(0, Long::longValue);

        assertThat(sequence.offer(5L)).isEmpty();
        assertThat(sequence.settle(sequence.gap().orElseThrow(), List.of(3L))).containsExactly(3L, 5L);
        assertThat(sequence.cursor()).isEqualTo(5);
    }

    @Test
    void namesTheGapBeforeTheFirstWaitingNumber() {
        var sequence = new Sequence<Long>(2, Long::longValue);

        assertThat(sequence.offer(9L)).isEmpty();
        assertThat(sequence.offer(6L)).isEmpty();

        assertThat(sequence.gap()).contains(new Sequence.Gap(3, 5));
        assertThat(sequence.cursor()).isEqualTo(2);
    }
}
