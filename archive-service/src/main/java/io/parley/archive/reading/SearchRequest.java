package io.parley.archive.reading;

import io.parley.archive.grant.ScopeCheck;
import io.parley.archive.officer.Given;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an officer looks for. What they type is never logged or recorded.
record SearchRequest(
        @Nullable UUID grantId,
        @Nullable String text,
        @Nullable List<@Nullable UUID> personIds,
        @Nullable List<@Nullable UUID> conversationIds,
        @Nullable List<@Nullable String> types,
        @Nullable Boolean recalled,
        @Nullable Boolean edited,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String after,
        @Nullable Integer limit)
        implements ScopeCheck.Narrowing {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 1000;
    private static final int LONGEST_TEXT = 500;

    @Override
    public Set<PersonId> persons() {
        return Given.set("personIds", personIds, PersonId::new);
    }

    @Override
    public Set<ConversationId> conversations() {
        return Given.set("conversationIds", conversationIds, ConversationId::new);
    }

    Set<String> contentTypes() {
        Set<String> given = Given.set("types", types, Function.identity());
        if (given.stream().anyMatch(type -> type.indexOf('\0') >= 0)) {
            throw DomainException.invalid("types", "no control characters");
        }
        return given;
    }

    int checkedLimit() {
        int given = Objects.requireNonNullElse(limit, DEFAULT_LIMIT);
        if (given < 1 || given > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
        return given;
    }

    /// The phrase to find; empty when any words will do.
    String phrase() {
        String given = text == null ? "" : text.strip();
        if (given.length() > LONGEST_TEXT) {
            throw DomainException.invalid("text", "at most " + LONGEST_TEXT + " characters");
        }
        return given;
    }

    @Override
    public String toString() {
        return "SearchRequest[grantId=" + grantId + "]";
    }
}
