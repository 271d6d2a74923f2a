package io.parley.archive.grant;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/// What a grant covers: messages of these conversations (empty: any) in which one of these people took part (empty:
/// anybody), accepted in `[from, to)`. Where both are named, both must hold.
public record GrantScope(Set<PersonId> persons, Set<ConversationId> conversations, Instant from, Instant to) {

    public GrantScope {
        persons = Set.copyOf(persons);
        conversations = Set.copyOf(conversations);
        from = stored(from);
        to = stored(to);
        if (persons.isEmpty() && conversations.isEmpty()) {
            throw new IllegalArgumentException("scope: nobody and nothing (expected: a person or a conversation)");
        }
    }

    /// As the database keeps it: to the microsecond. So the same time is the same, asked for under a grant.
    static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
