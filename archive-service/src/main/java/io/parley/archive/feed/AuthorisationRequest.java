package io.parley.archive.feed;

import io.parley.archive.officer.Given;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an officer asks for, as it came. Its words are never logged.
record AuthorisationRequest(
        @Nullable String clientId,
        @Nullable String recipient,
        @Nullable String purpose,
        @Nullable String caseRef,
        @Nullable String ground,
        @Nullable Instant expiresAt) {

    /// Whoever must be fed for longer is looked at again once a year.
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int LONGEST_NAME = 200;
    private static final int SHORTEST_GROUND = 10;
    private static final int LONGEST_GROUND = 4000;

    FeedAuthorisation check(PersonId by, Instant now) {
        return new FeedAuthorisation(
                FeedAuthorisation.Id.next(),
                Given.text("clientId", clientId, 1, FeedKeys.LONGEST_CLIENT),
                Given.text("recipient", recipient, 1, LONGEST_NAME),
                FeedPurpose.of(purpose),
                Given.text("caseRef", caseRef, 1, LONGEST_NAME),
                Given.text("ground", ground, SHORTEST_GROUND, LONGEST_GROUND),
                expiry(now),
                by,
                now,
                new TreeMap<>());
    }

    private Instant expiry(Instant now) {
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
