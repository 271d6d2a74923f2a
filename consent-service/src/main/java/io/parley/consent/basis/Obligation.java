package io.parley.consent.basis;

import io.parley.consent.notice.Audience;
import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A legal obligation on file.
///
/// @param until exclusive; null: no end set
/// @param approvedAt by a second person; null: it does not count
/// @param endedAt ended before its time
record Obligation(
        UUID id,
        Purpose purpose,
        Audience audience,
        Instant from,
        @Nullable Instant until,
        @Nullable Instant approvedAt,
        @Nullable Instant endedAt) {

    boolean isInForce(Instant at) {
        return approvedAt != null
                && !approvedAt.isAfter(at)
                && !from.isAfter(at)
                && (until == null || at.isBefore(until))
                && (endedAt == null || at.isBefore(endedAt));
    }

    boolean covers(Subject subject, Instant at) {
        return isInForce(at) && audience.includes(subject.reader());
    }

    /// Whether it may have covered somebody once: departments and languages change, and who left is in no department.
    boolean mayHaveCovered(Subject subject, Instant at) {
        return isInForce(at)
                && audience.kinds().contains(subject.kind())
                && (audience.regions().isEmpty() || audience.regions().contains(subject.region()));
    }
}
