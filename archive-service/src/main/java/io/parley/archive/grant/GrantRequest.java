package io.parley.archive.grant;

import io.parley.archive.officer.Given;
import io.parley.archive.officer.Scope;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an officer asks for, as it came. Its words (case, justification) are never logged.
record GrantRequest(
        @Nullable String purpose,
        @Nullable String caseRef,
        @Nullable String justification,
        @Nullable Scope scope,
        @Nullable Instant expiresAt) {

    static final Duration LONGEST = Duration.ofDays(30);
    private static final int LONGEST_CASE_REF = 200;
    private static final int SHORTEST_JUSTIFICATION = 10;
    private static final int LONGEST_JUSTIFICATION = 4000;

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
                Given.text("caseRef", caseRef, 1, LONGEST_CASE_REF),
                Given.text("justification", justification, SHORTEST_JUSTIFICATION, LONGEST_JUSTIFICATION),
                checkScope(),
                checkExpiry(now));
    }

    private GrantScope checkScope() {
        Scope asked = Given.required("scope", scope).ordered();
        if (asked.words() != null) {
            throw DomainException.invalid("scope.words", "absent: a grant covers all words");
        }
        Set<PersonId> persons = asked.persons();
        Set<ConversationId> conversations = asked.conversations();
        if (persons.isEmpty() && conversations.isEmpty()) {
            throw DomainException.invalid("scope", "at least one of personIds or conversationIds");
        }
        Instant from = Given.required("scope.from", asked.from());
        Instant to = Given.required("scope.to", asked.to());
        return new GrantScope(persons, conversations, from, to);
    }

    private Instant checkExpiry(Instant now) {
        Instant end = Given.required("expiresAt", expiresAt);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw DomainException.invalid("expiresAt", "in the future, at most " + LONGEST.toDays() + " days ahead");
        }
        return end;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
