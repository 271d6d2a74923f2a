package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Accounts for every number of a conversation that the archive has seen: archived, not archived and why, or missing.
///
/// @param purged those of the archived that are destroyed by now, and why
record Coverage(
        long firstSeq,
        long lastSeq,
        long archived,
        List<NotArchived> notArchived,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Purged> purged,
        long missing,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Files files) {

    private static final Set<String> ACCOUNTED = Set.of("", "pending");

    /// The files of the archived messages.
    ///
    /// @param archived of which there is a copy
    /// @param pending still to be copied
    /// @param notArchived of which there is none, and why: `deleted` before it could be copied, `too-large`,
    ///     `unreadable`, `key-destroyed`; `erased` when it was destroyed with its key later
    record Files(long archived, long pending, List<NotArchived> notArchived) {}

    /// @param states as [io.parley.archive.file.ArchivedFiles#states] gives them
    Coverage with(Map<String, Long> states) {
        List<NotArchived> absent = states.entrySet().stream()
                .filter(state -> !ACCOUNTED.contains(state.getKey()))
                .map(state -> new NotArchived(state.getKey(), state.getValue()))
                .toList();
        Files all = states.isEmpty()
                ? null
                : new Files(states.getOrDefault("", 0L), states.getOrDefault("pending", 0L), absent);
        return new Coverage(firstSeq, lastSeq, archived, notArchived, purged, missing, all);
    }

    record Purged(String reason, long count) {}

    record NotArchived(String reason, long count) {}
}
