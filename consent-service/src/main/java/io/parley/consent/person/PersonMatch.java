package io.parley.consent.person;

import io.parley.contracts.PersonId;

/// Which people a provisioning client asks for.
public sealed interface PersonMatch {

    record Everybody() implements PersonMatch {}

    record ByUserName(String userName) implements PersonMatch {}

    record ByExternalId(String externalId) implements PersonMatch {}

    record ById(PersonId id) implements PersonMatch {}
}
