package io.parley.archive.grant;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.List;
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

    record Scope(List<UUID> personIds, List<UUID> conversationIds, Instant from, Instant to) {

        static Scope of(GrantScope scope) {
            return new Scope(
                    scope.persons().stream().map(PersonId::value).sorted().toList(),
                    scope.conversations().stream()
                            .map(ConversationId::value)
                            .sorted()
                            .toList(),
                    scope.from(),
                    scope.to());
        }
    }

    static GrantView of(ReadGrant grant) {
        return new GrantView(
                grant.id().value(),
                grant.state().code(),
                grant.requester().value(),
                grant.purpose().code(),
                grant.caseRef(),
                grant.justification(),
                Scope.of(grant.scope()),
                grant.requestedAt(),
                grant.expiresAt(),
                grant.decidedBy(),
                grant.decidedAt(),
                grant.comment());
    }

    @Override
    public String toString() {
        return "GrantView[" + grantId + ", " + state + "]";
    }
}
