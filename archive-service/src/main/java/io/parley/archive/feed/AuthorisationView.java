package io.parley.archive.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.officer.ActView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An authorisation as those see it who may.
///
/// @param state requested, approved, refused, revoked or expired
record AuthorisationView(
        UUID authorisationId,
        String state,
        String clientId,
        String recipient,
        String purpose,
        String caseRef,
        String ground,
        Instant expiresAt,
        UUID requestedBy,
        Instant requestedAt,
        List<ActView> steps) {

    static AuthorisationView of(FeedAuthorisation known, Instant now) {
        return new AuthorisationView(
                known.id().value(),
                known.state(now),
                known.clientId(),
                known.recipient(),
                known.purpose().code(),
                known.caseRef(),
                known.ground(),
                known.expiresAt(),
                known.requestedBy().value(),
                known.requestedAt(),
                ActView.of(known.acts(), FeedStep::code));
    }

    @Override
    public String toString() {
        return "AuthorisationView[" + authorisationId + "]";
    }

    /// Ascending by age. The cursor is the last one's id.
    record Page(
            List<AuthorisationView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {

        static Page of(List<FeedAuthorisation> oneMore, int limit, Instant now) {
            List<AuthorisationView> items = oneMore.stream()
                    .limit(limit)
                    .map(known -> AuthorisationView.of(known, now))
                    .toList();
            return new Page(
                    items,
                    oneMore.size() > limit ? items.getLast().authorisationId().toString() : null);
        }
    }
}
