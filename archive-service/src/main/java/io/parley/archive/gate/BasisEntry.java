package io.parley.archive.gate;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What holds for one person from `effectiveAt` (inclusive) until the next entry, or until it ends by itself.
///
/// @param carrier what carries the ground: the answer in the ledger, or the legal obligation on file
/// @param validUntil ends then (exclusive); null: only by the next entry
/// @param why of an entry that allows nothing; empty when the producer did not say
public record BasisEntry(
        Instant effectiveAt,
        LegalGround ground,
        @Nullable UUID noticeId,
        int noticeVersion,
        @Nullable UUID carrier,
        @Nullable Instant validUntil,
        String why) {

    static BasisEntry of(io.parley.contracts.event.BasisEntry entry) {
        return new BasisEntry(
                Instant.ofEpochMilli(entry.getEffectiveAtMs()),
                LegalGround.of(entry.getGround()),
                idOrNull(entry.getNoticeId()),
                entry.getNoticeVersion(),
                idOrNull(entry.getAnswerId().isEmpty() ? entry.getObligationId() : entry.getAnswerId()),
                entry.getValidUntilMs() == 0 ? null : Instant.ofEpochMilli(entry.getValidUntilMs()),
                entry.getWhy());
    }

    /// Whether it ended by itself before, or at, an instant.
    boolean isOver(Instant at) {
        return validUntil != null && !validUntil.isAfter(at);
    }

    boolean allows() {
        return ground != LegalGround.NONE;
    }

    private static @Nullable UUID idOrNull(ByteString bytes) {
        return bytes.isEmpty() ? null : Ids.uuid(bytes);
    }
}
