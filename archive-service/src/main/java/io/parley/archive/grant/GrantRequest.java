package io.parley.archive.grant;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an officer asks for, as it came. Its words (case, justification) are never logged.
record GrantRequest(
        @Nullable String purpose,
        @Nullable String caseRef,
        @Nullable String justification,
        @Nullable Scope scope,
        @Nullable Instant expiresAt) {

    static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_IN_SCOPE = 1000;
    private static final int LONGEST_CASE_REF = 200;
    private static final int SHORTEST_JUSTIFICATION = 10;
    private static final int LONGEST_JUSTIFICATION = 4000;

    record Scope(
            @Nullable List<@Nullable UUID> personIds,
            @Nullable List<@Nullable UUID> conversationIds,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /// The same, with every rule checked.
    record Valid(GrantPurpose purpose, String caseRef, String justification, GrantScope scope, Instant expiresAt) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    Valid check(Instant now) {
        return new Valid(
                GrantPurpose.of(purpose),
                text("caseRef", caseRef, 1, LONGEST_CASE_REF),
                text("justification", justification, SHORTEST_JUSTIFICATION, LONGEST_JUSTIFICATION),
                checkScope(),
                checkExpiry(now));
    }

    private GrantScope checkScope() {
        Scope asked = required("scope", scope);
        Set<PersonId> persons = ids("scope.personIds", asked.personIds(), PersonId::new);
        Set<ConversationId> conversations = ids("scope.conversationIds", asked.conversationIds(), ConversationId::new);
        if (persons.isEmpty() && conversations.isEmpty()) {
            throw DomainException.invalid("scope", "at least one of personIds or conversationIds");
        }
        Instant from = required("scope.from", asked.from());
        Instant to = required("scope.to", asked.to());
        if (!from.isBefore(to)) {
            throw DomainException.invalid("scope.to", "after scope.from");
        }
        return new GrantScope(persons, conversations, from, to);
    }

    private Instant checkExpiry(Instant now) {
        Instant end = required("expiresAt", expiresAt);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw DomainException.invalid("expiresAt", "in the future, at most " + LONGEST.toDays() + " days ahead");
        }
        return end;
    }

    static String text(String field, @Nullable String value, int shortest, int longest) {
        String given = value == null ? "" : value.strip();
        if (given.length() < shortest || given.length() > longest || given.indexOf('\0') >= 0) {
            throw DomainException.invalid(field, shortest + ".." + longest + " characters");
        }
        return given;
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw DomainException.invalid(field, "required");
        }
        return value;
    }

    private static <T> Set<T> ids(String field, @Nullable List<@Nullable UUID> given, Function<UUID, T> type) {
        if (given == null) {
            return Set.of();
        }
        if (given.size() > MOST_IN_SCOPE) {
            throw DomainException.invalid(field, "at most " + MOST_IN_SCOPE);
        }
        return given.stream()
                .map(id -> type.apply(required(field, id)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
