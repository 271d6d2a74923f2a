package io.parley.archive.grant;

import io.parley.archive.officer.Scope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A grant as its requester and the approvers see it.
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
