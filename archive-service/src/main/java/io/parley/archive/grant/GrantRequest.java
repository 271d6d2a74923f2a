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
        @Nullable Instant expiresAt,
        @Nullable Boolean emergency,
        @Nullable Integer viewsPerHour) {

    static final Duration LONGEST = Duration.ofDays(30);
    /// An emergency is over soon, or there is time to ask.
    static final Duration LONGEST_EMERGENCY = Duration.ofHours(24);
    private static final int USUAL_VIEWS = 10_000;
    private static final int MOST_VIEWS = 100_000;
    private static final int LONGEST_CASE_REF = 200;
    private static final int SHORTEST_JUSTIFICATION = 10;
    private static final int LONGEST_JUSTIFICATION = 4000;

    /// The same, with every rule checked.
    ///
    /// @param emergency it works before anybody else agreed
    /// @param viewsPerHour records that may be shown in an hour
    record Valid(
            GrantPurpose purpose,
            String caseRef,
            String justification,
            GrantScope scope,
            Instant expiresAt,
            boolean emergency,
            int viewsPerHour) {

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
                checkExpiry(now),
                isEmergency(),
                checkViews());
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
        Duration longest = isEmergency() ? LONGEST_EMERGENCY : LONGEST;
        if (!end.isAfter(now) || end.isAfter(now.plus(longest))) {
            throw DomainException.invalid("expiresAt", "in the future, at most " + longest.toHours() + " hours ahead");
        }
        return end;
    }

    private boolean isEmergency() {
        return Boolean.TRUE.equals(emergency);
    }

    private int checkViews() {
        int given = viewsPerHour == null ? USUAL_VIEWS : viewsPerHour;
        if (given < 1 || given > MOST_VIEWS) {
            throw DomainException.invalid("viewsPerHour", "1.." + MOST_VIEWS);
        }
        return given;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
