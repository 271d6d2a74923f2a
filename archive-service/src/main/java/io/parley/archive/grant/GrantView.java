package io.parley.archive.grant;

import io.parley.archive.officer.Scope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A grant as its requester and the approvers see it.
///
/// @param viewsPerHour how many records it shows in an hour of the clock (UTC)
/// @param confirmBy of an emergency: two approvers confirm it before, or it is reported; `confirmedBy` is the first of
///     them, `decidedBy` the second
record GrantView(
        UUID grantId,
        String state,
        UUID requesterId,
        String purpose,
        String caseRef,
        String justification,
        Scope scope,
        Instant requestedAt,
        Instant expiresAt,
        int viewsPerHour,
        @Nullable Instant confirmBy,
        @Nullable UUID confirmedBy,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String comment) {

    static GrantView of(ReadGrant grant) {
        return new GrantView(
                grant.id().value(),
                grant.state().code(),
                grant.requester().value(),
                grant.purpose().code(),
                grant.caseRef(),
                grant.justification(),
                shown(grant.scope()),
                grant.requestedAt(),
                grant.expiresAt(),
                grant.viewsPerHour(),
                grant.confirmBy(),
                grant.confirmedBy(),
                grant.decidedBy(),
                grant.decidedAt(),
                grant.comment());
    }

    private static Scope shown(GrantScope scope) {
        return Scope.of(scope.persons(), scope.conversations(), null, scope.from(), scope.to());
    }

    @Override
    public String toString() {
        return "GrantView[" + grantId + ", " + state + "]";
    }
}
