package io.parley.consent.group;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.List;

/// These people belong to a group now, or do so no more, in the transaction that is still open.
public record MembersChanged(List<PersonId> people, Instant effectiveAt) {

    public MembersChanged {
        people = List.copyOf(people);
    }
}
