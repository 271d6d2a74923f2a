package io.parley.audit.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.completeness.StreamLedger.Finding;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StreamLedgerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final StreamLedger ledger = ledger(List.of());

    @Test
    void expectsTheNextNumber() {
        assertThat(ledger.take(1, NOW)).isInstanceOf(Finding.Expected.class);
        assertThat(ledger.take(2, NOW)).isInstanceOf(Finding.Expected.class);

        assertThat(ledger.gaps()).isEmpty();
        assertThat(ledger.hasChangedGaps()).isFalse();
    }

    @Test
    void noticesWhatIsMissingFromTheFirstNumberOn() {
        ledger.take(3, NOW);
        ledger.take(6, NOW);

        assertThat(ledger.gaps()).extracting(Gap::first).containsExactly(1L, 4L);
        assertThat(ledger.gaps()).extracting(Gap::last).containsExactly(2L, 5L);
    }

    @Test
    void aLateNumberFillsItsPlaceAndLeavesTheRestMissing() {
        ledger.take(10, NOW);
        assertThat(ledger.take(5, NOW)).isInstanceOf(Finding.Expected.class);

        assertThat(ledger.gaps()).extracting(Gap::first).containsExactly(1L, 6L);
        assertThat(ledger.gaps()).extracting(Gap::last).containsExactly(4L, 9L);
    }

    @Test
    void tellsOfANumberThatWasReportedMissing() {
        var late = ledger(List.of(new Gap(2, 2, NOW, Optional.of(NOW))));

        assertThat(late.take(2, NOW)).isInstanceOf(Finding.Filled.class);
    }

    @Test
    void tellsOfANumberThatComesTwice() {
        ledger.take(1, NOW);

        assertThat(ledger.take(1, NOW)).isInstanceOf(Finding.Reused.class);
    }

    /// Whatever the order and whatever is lost: what is missing in the end is what did not come.
    @Property
    void missesExactlyWhatDidNotCome(@ForAll @IntRange(min = 1, max = 60) int size, @ForAll long seed) {
        var random = new Random(seed);
        List<Long> come = LongStream.rangeClosed(1, size)
                .filter(_ -> random.nextInt(4) > 0)
                .boxed()
                .collect(Collectors.toList());
        Collections.shuffle(come, random);
        StreamLedger any = ledger(List.of());
        come.forEach(number -> assertThat(any.take(number, NOW)).isInstanceOf(Finding.Expected.class));

        long last = come.stream().mapToLong(Long::longValue).max().orElse(0);
        assertThat(any.gaps().stream()
                        .flatMap(gap ->
                                LongStream.rangeClosed(gap.first(), gap.last()).boxed()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last)
                        .filter(number -> !come.contains(number))
                        .boxed()
                        .toList());
    }

    private static StreamLedger ledger(List<Gap> gaps) {
        return new StreamLedger(UUID.randomUUID(), "archive-service", gaps.isEmpty() ? 0 : 2, gaps);
    }
}
