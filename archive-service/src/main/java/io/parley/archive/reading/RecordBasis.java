package io.parley.archive.reading;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why a record was archived: one ground per party, as decided then.
///
/// @param basesCompleteUpTo how far the archive's knowledge of bases was complete at the decision
record RecordBasis(UUID recordId, List<Party> parties, Instant decidedAt, Instant basesCompleteUpTo) {

    private static final String LEGAL_OBLIGATION = "legal-obligation";

    record Party(
            UUID personId,
            String ground,
            @Nullable UUID noticeId,
            int noticeVersion,
            @Nullable UUID answerId,
            @Nullable UUID obligationId) {

        /// The store keeps one id: of what carries the ground.
        static Party of(
                UUID personId, String ground, @Nullable UUID noticeId, int noticeVersion, @Nullable UUID carrier) {
            boolean obliged = ground.equals(LEGAL_OBLIGATION);
            return new Party(
                    personId, ground, noticeId, noticeVersion, obliged ? null : carrier, obliged ? carrier : null);
        }
    }
}
