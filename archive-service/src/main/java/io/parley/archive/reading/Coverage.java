package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Accounts for every number of a conversation that the archive has seen: archived, not archived and why, or missing.
///
/// @param purged those of the archived that are destroyed by now, and why
record Coverage(
        long firstSeq,
        long lastSeq,
        long archived,
        List<NotArchived> notArchived,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Purged> purged,
        long missing) {

    record Purged(String reason, long count) {}

    record NotArchived(String reason, long count) {}
}
