package io.parley.archive.retention;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How much a sweep left, that a policy would have destroyed, and why.
final class Tally {

    private final Map<Bar, Long> heldBack = new EnumMap<>(Bar.class);

    /// @param reason hold, statutory-period or keep-at-least
    record HeldBackCount(String reason, long records) {}

    void add(List<Judgement> page) {
        page.forEach(this::add);
    }

    void add(Judgement judgement) {
        if (judgement.fate() instanceof Fate.HeldBack(PolicyId policy, Bar bar)) {
            heldBack.merge(bar, 1L, Long::sum);
        }
    }

    /// Covered by a hold that was placed since they were judged.
    void heldMeanwhile(long records) {
        if (records > 0) {
            heldBack.merge(Bar.HOLD, records, Long::sum);
        }
    }

    long total() {
        return heldBack.values().stream().mapToLong(Long::longValue).sum();
    }

    List<HeldBackCount> counts() {
        return heldBack.entrySet().stream()
                .map(held -> new HeldBackCount(held.getKey().code(), held.getValue()))
                .toList();
    }
}
