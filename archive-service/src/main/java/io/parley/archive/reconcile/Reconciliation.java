package io.parley.archive.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param state `waiting` until it is finished, then `matched` or `different`
/// @param requestedBy absent: nightly
/// @param until facts accepted later did not count
/// @param differences in how many conversations the two accounts differ
@JsonInclude(JsonInclude.Include.NON_NULL)
record Reconciliation(
        UUID reconciliationId,
        String state,
        @Nullable UUID requestedBy,
        Instant requestedAt,
        @Nullable Instant until,
        @Nullable Instant finishedAt,
        @Nullable Long conversations,
        @Nullable Long facts,
        @Nullable Long differences) {

    static String state(@Nullable Long differences) {
        if (differences == null) {
            return "waiting";
        }
        return differences == 0 ? "matched" : "different";
    }
}
