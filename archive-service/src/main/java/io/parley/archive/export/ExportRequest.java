package io.parley.archive.export;

import io.parley.archive.grant.ScopeCheck;
import io.parley.archive.officer.Given;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an officer wants to take out: all that the grant covers, or less.
record ExportRequest(
        @Nullable UUID grantId,
        @Nullable String format,
        @Nullable List<@Nullable UUID> personIds,
        @Nullable List<@Nullable UUID> conversationIds,
        @Nullable Instant from,
        @Nullable Instant to)
        implements ScopeCheck.Narrowing {

    @Override
    public Set<PersonId> persons() {
        return Given.set("personIds", personIds, PersonId::new);
    }

    @Override
    public Set<ConversationId> conversations() {
        return Given.set("conversationIds", conversationIds, ConversationId::new);
    }
}
