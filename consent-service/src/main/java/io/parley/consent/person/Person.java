package io.parley.consent.person;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonState;
import java.time.Instant;

/// An entry of the registry.
///
/// @param version grows by one with each change
public record Person(PersonId id, Profile profile, long version, Instant createdAt, Instant changedAt) {

    public String state() {
        return profile.active() ? "active" : "frozen";
    }

    Person changed(Profile next, Instant at) {
        return new Person(id, next, version + 1, createdAt, at);
    }

    PersonState event() {
        return PersonState.newBuilder()
                .setPersonId(id.bytes())
                .setUserName(profile.userName())
                .setDisplayName(profile.displayName())
                .setKind(profile.kind().event())
                .setRegion(profile.region())
                .setActive(profile.active())
                .setVersion(version)
                .build();
    }
}
