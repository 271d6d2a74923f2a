package io.parley.archive.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a policy would destroy.
///
/// @param at the instant it was computed for
/// @param due records that would go
/// @param heldBack records that only something else keeps
/// @param sample ids of records that would go, the oldest first; of recall marks their messages' ids
/// @param complete false: there is more to look at than a dry run does
record DryRunReport(
        UUID policyId,
        Instant at,
        long due,
        long conversations,
        List<Tally.HeldBackCount> heldBack,
        List<Month> months,
        List<UUID> sample,
        boolean complete) {

    /// @param month UTC, in which they were accepted
    record Month(String month, long due, long heldBack) {}
}
