package io.parley.archive.gate;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What holds for one person from `effectiveAt` (inclusive) until the next entry.
public record BasisEntry(
        Instant effectiveAt,
        LegalGround ground,
        @Nullable UUID noticeId,
        int noticeVersion,
        @Nullable UUID answerId) {

    static BasisEntry of(io.parley.contracts.event.BasisEntry entry) {
        return new BasisEntry(
                Instant.ofEpochMilli(entry.getEffectiveAtMs()),
                LegalGround.of(entry.getGround()),
                idOrNull(entry.getNoticeId()),
                entry.getNoticeVersion(),
                idOrNull(entry.getAnswerId()));
    }

    boolean allows() {
        return ground != LegalGround.NONE;
    }

    private static @Nullable UUID idOrNull(ByteString bytes) {
        return bytes.isEmpty() ? null : Ids.uuid(bytes);
    }
}
