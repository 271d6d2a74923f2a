package io.parley.platform.identity;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.PersonState;

/// What every service knows of a person. Names are personal data: never logged.
public record Person(
        PersonId id,
        String userName,
        String displayName,
        PersonKind kind,
        String region,
        boolean active,
        long version) {

    static Person of(PersonState state) {
        return new Person(
                PersonId.of(state.getPersonId()),
                state.getUserName(),
                state.getDisplayName(),
                state.getKind(),
                state.getRegion(),
                state.getActive(),
                state.getVersion());
    }

    Person erased() {
        return new Person(id, "", "", kind, region, false, version);
    }

    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
