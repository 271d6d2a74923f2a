package io.parley.audit.completeness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// One stream while a batch of its events is taken in. Numbers may overtake each other; each is expected once.
final class StreamLedger {

    private final UUID stream;
    private final String service;
    private final TreeMap<Long, Gap> gaps = new TreeMap<>();
    private long last;
    private boolean changedGaps;

    StreamLedger(UUID stream, String service, long last, List<Gap> gaps) {
        this.stream = stream;
        this.service = service;
        this.last = last;
        gaps.forEach(gap -> this.gaps.put(gap.first(), gap));
    }

    /// What a number means.
    sealed interface Finding {
        /// As expected, or it filled a gap that nobody was told of.
        record Expected() implements Finding {}

        /// It filled a gap that was reported.
        record Filled() implements Finding {}

        /// Another event had this number already: the service lost its count, or somebody made an event up.
        record Reused() implements Finding {}
    }

    Finding take(long number, Instant now) {
        if (number <= last) {
            return fill(number);
        }
        if (number > last + 1) {
            put(new Gap(last + 1, number - 1, now, Optional.empty()));
        }
        last = number;
        return new Finding.Expected();
    }

    UUID stream() {
        return stream;
    }

    String service() {
        return service;
    }

    long last() {
        return last;
    }

    boolean hasChangedGaps() {
        return changedGaps;
    }

    List<Gap> gaps() {
        return List.copyOf(gaps.values());
    }

    private Finding fill(long number) {
        Map.Entry<Long, Gap> entry = gaps.floorEntry(number);
        if (entry == null || !entry.getValue().holds(number)) {
            return new Finding.Reused();
        }
        Gap gap = entry.getValue();
        gaps.remove(gap.first());
        changedGaps = true;
        if (gap.first() < number) {
            put(new Gap(gap.first(), number - 1, gap.noticedAt(), gap.reportedAt()));
        }
        if (number < gap.last()) {
            put(new Gap(number + 1, gap.last(), gap.noticedAt(), gap.reportedAt()));
        }
        return gap.reportedAt().isPresent() ? new Finding.Filled() : new Finding.Expected();
    }

    private void put(Gap gap) {
        gaps.put(gap.first(), gap);
        changedGaps = true;
    }
}
