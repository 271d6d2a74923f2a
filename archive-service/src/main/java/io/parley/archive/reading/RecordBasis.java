package io.parley.archive.reading;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why a record was archived: one ground per party, as decided then.
///
/// @param basesCompleteUpTo how far the archive's knowledge of bases was complete at the decision
record RecordBasis(UUID recordId, List<Party> parties, Instant decidedAt, Instant basesCompleteUpTo) {

    record Party(
            UUID personId,
            String ground,
            @Nullable UUID noticeId,
            int noticeVersion,
            @Nullable UUID answerId) {}
}
