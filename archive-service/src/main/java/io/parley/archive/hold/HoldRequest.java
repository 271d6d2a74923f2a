package io.parley.archive.hold;

import io.parley.archive.officer.Given;
import io.parley.archive.officer.Scope;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/// The hold that an officer wants to place, as it came.
record HoldRequest(
        @Nullable String name,
        @Nullable String caseRef,
        @Nullable Scope scope,
        @Nullable String visibility,
        @Nullable String ground,
        @Nullable LocalDate reviewDate) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CASE_REF = 200;
    private static final int LONGEST_GROUND = 4000;

    LegalHold check(PersonId by, Instant now) {
        return new LegalHold(
                HoldId.next(),
                Given.text("name", name, 1, LONGEST_NAME),
                Given.text("caseRef", caseRef, 1, LONGEST_CASE_REF),
                checkScope(),
                Visibility.of(visibility),
                Given.text("ground", ground, 1, LONGEST_GROUND),
                by,
                now,
                ReviewDate.checked(reviewDate, now),
                Collections.emptySortedMap());
    }

    /// A hold on everybody stops every destruction in the region, so it must be said, and said alone.
    private HoldScope checkScope() {
        Scope asked = Given.required("scope", scope).ordered();
        var checked = new HoldScope(
                asked.persons(), asked.conversations(), asked.phrases(), new Period(asked.from(), asked.to()));
        if (checked.isEverybody() != Boolean.TRUE.equals(asked.everybody())) {
            throw DomainException.invalid(
                    "scope.everybody", "true if neither personIds nor conversationIds name anyone, and only then");
        }
        return checked;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
