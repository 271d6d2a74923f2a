package io.parley.consent.notice;

import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One version of a notice; unchangeable once published.
///
/// @param texts by language tag (BCP 47)
/// @param material asks people again who answered an earlier version
/// @param publishedAt null: still a draft
public record NoticeVersion(
        NoticeId noticeId,
        int version,
        Purpose purpose,
        NoticeKind kind,
        Audience audience,
        Map<String, NoticeText> texts,
        boolean material,
        boolean refusable,
        @Nullable Instant publishedAt) {

    public NoticeVersion {
        texts = Map.copyOf(texts);
    }

    public String state() {
        return publishedAt == null ? "draft" : "published";
    }
}
