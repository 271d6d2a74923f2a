package io.parley.archive.reading;

import io.parley.archive.grant.ScopeCheck;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One conversation's history under a grant.
///
/// @param after the number after which it goes on
record HistoryRequest(ConversationId conversation, @Nullable UUID grantId, long after, int limit)
        implements ScopeCheck.Narrowing {

    private static final long START = -1;
    private static final int MOST = 1000;

    static HistoryRequest of(ConversationId conversation, @Nullable UUID grantId, @Nullable String after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
        return new HistoryRequest(conversation, grantId, number(after), limit);
    }

    private static long number(@Nullable String after) {
        try {
            return after == null ? START : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw DomainException.invalid("after", "a cursor that a page gave you");
        }
    }

    @Override
    public Set<PersonId> persons() {
        return Set.of();
    }

    @Override
    public Set<ConversationId> conversations() {
        return Set.of(conversation);
    }

    @Override
    public @Nullable Instant from() {
        return null;
    }

    @Override
    public @Nullable Instant to() {
        return null;
    }
}
