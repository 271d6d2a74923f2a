package io.parley.consent.group;

import io.parley.contracts.PersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a group is to be.
public record GroupChange(String displayName, @Nullable String externalId, Set<PersonId> members) {

    public GroupChange {
        members = Set.copyOf(members);
    }
}
