package io.parley.archive.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.officer.ActView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A public key as those see it who may.
///
/// @param state proposed, approved, refused or revoked
/// @param thumbprint SHA-256 of the key (RFC 7638), to be compared before it is approved
record FeedKeyView(
        String clientId,
        int version,
        String state,
        String algorithm,
        String thumbprint,
        Map<String, Object> jwk,
        String addedBy,
        Instant addedAt,
        List<ActView> steps) {

    static FeedKeyView of(FeedKey key) {
        return new FeedKeyView(
                key.clientId(),
                key.version(),
                key.state(),
                key.key().algorithm(),
                key.key().thumbprint(),
                key.key().jwk().toJSONObject(),
                key.addedBy(),
                key.addedAt(),
                ActView.of(key.acts(), FeedStep::code));
    }

    /// All of them: there are few.
    record Page(
            List<FeedKeyView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}
}
