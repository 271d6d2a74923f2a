package io.parley.archive.reading;

import java.util.List;

/// Accounts for every number of a conversation that the archive has seen: archived, not archived and why, or missing.
record Coverage(long firstSeq, long lastSeq, long archived, List<NotArchived> notArchived, long missing) {

    record NotArchived(String reason, long count) {}
}
