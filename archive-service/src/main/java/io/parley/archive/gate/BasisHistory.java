package io.parley.archive.gate;

import java.time.Instant;
import java.util.List;

/// All that was ever known of one person's basis for the archive, ascending. Before the first entry there is none.
public record BasisHistory(List<BasisEntry> entries) {

    public static final BasisHistory EMPTY = new BasisHistory(List.of());

    private static final int NEVER_AGREED = -1;

    public BasisHistory {
        entries = List.copyOf(entries);
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).effectiveAt().isBefore(entries.get(i - 1).effectiveAt())) {
                throw new IllegalArgumentException(
                        "entries[" + i + "].effectiveAt: before its predecessor (expected: ascending)");
            }
        }
    }

    /// Holds only when an allowing entry is in force at every instant of `[from, to]`; the evidence is the one at `at`.
    Standing over(Instant from, Instant at, Instant to) {
        for (int i = Math.max(inForce(from), 0); i <= inForce(to); i++) {
            if (!entries.get(i).allows()) {
                return new Standing.Lacks(reasonOf(i));
            }
            if (entries.get(i).isOver(lastInstant(i, to))) {
                return new Standing.Lacks(Withholding.OBLIGATION_ENDED);
            }
        }
        return inForce(from) < 0
                ? new Standing.Lacks(Withholding.ANSWER_MISSING)
                : new Standing.Holds(entries.get(inForce(at)));
    }

    /// What the next message would meet.
    Standing latest() {
        int last = entries.size() - 1;
        if (last < 0) {
            return new Standing.Lacks(Withholding.ANSWER_MISSING);
        }
        return entries.get(last).allows() ? new Standing.Holds(entries.get(last)) : new Standing.Lacks(reasonOf(last));
    }

    /// The last instant up to `to` at which this entry is in force.
    private Instant lastInstant(int index, Instant to) {
        Instant beforeNext = index + 1 < entries.size()
                ? entries.get(index + 1).effectiveAt().minusNanos(1)
                : to;
        return beforeNext.isBefore(to) ? beforeNext : to;
    }

    BasisHistory longer(BasisHistory other) {
        return other.entries.size() >= entries.size() ? other : this;
    }

    private int inForce(Instant at) {
        int found = -1;
        for (int i = 0; i < entries.size() && !entries.get(i).effectiveAt().isAfter(at); i++) {
            found = i;
        }
        return found;
    }

    private Withholding reasonOf(int index) {
        BasisEntry end = entries.get(index);
        return switch (end.why()) {
            case "refused" -> Withholding.CONSENT_REFUSED;
            case "withdrawn" -> Withholding.CONSENT_WITHDRAWN;
            case "obligation-ended" -> Withholding.OBLIGATION_ENDED;
            case "" -> guessed(index, end);
            default -> Withholding.ANSWER_MISSING;
        };
    }

    /// From before the producer said why. An end that names a newer text and no answer is a text that awaits one; any
    /// other is the person's own act.
    private Withholding guessed(int index, BasisEntry end) {
        int agreedVersion = entries.subList(0, index).stream()
                .filter(BasisEntry::allows)
                .mapToInt(BasisEntry::noticeVersion)
                .max()
                .orElse(NEVER_AGREED);
        if (end.carrier() == null && end.noticeVersion() > Math.max(agreedVersion, 0)) {
            return Withholding.ANSWER_MISSING;
        }
        return agreedVersion == NEVER_AGREED ? Withholding.CONSENT_REFUSED : Withholding.CONSENT_WITHDRAWN;
    }
}
