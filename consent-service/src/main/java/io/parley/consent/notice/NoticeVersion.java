package io.parley.consent.notice;

import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One version of a notice; unchangeable once published.
///
/// @param texts by language tag (BCP 47)
/// @param material asks people again who answered an earlier version
/// @param mandatory whoever has not answered may read but not write
/// @param draftedBy who wrote it, as the audit log names them
/// @param publishedAt when it takes effect, which may lie ahead; null: not to be published yet
public record NoticeVersion(
        NoticeId noticeId,
        int version,
        Purpose purpose,
        NoticeKind kind,
        Audience audience,
        Map<String, NoticeText> texts,
        boolean material,
        boolean refusable,
        boolean mandatory,
        String draftedBy,
        Set<NoticeStep> steps,
        @Nullable Instant publishedAt) {

    public NoticeVersion {
        texts = Map.copyOf(texts);
        steps = Set.copyOf(steps);
    }

    public boolean isEffective(Instant now) {
        return publishedAt != null && !publishedAt.isAfter(now) && !steps.contains(NoticeStep.RETIRED);
    }

    /// @param current the version that is in effect now, 0 when none is
    String state(Instant now, int current) {
        if (steps.contains(NoticeStep.RETIRED)) {
            return "retired";
        }
        if (publishedAt == null) {
            return draftState();
        }
        if (publishedAt.isAfter(now)) {
            return "scheduled";
        }
        return version < current ? "superseded" : "published";
    }

    private String draftState() {
        if (steps.contains(NoticeStep.REJECTED)) {
            return "rejected";
        }
        if (steps.contains(NoticeStep.APPROVED)) {
            return "approved";
        }
        return steps.contains(NoticeStep.SUBMITTED) ? "in-review" : "draft";
    }
}
