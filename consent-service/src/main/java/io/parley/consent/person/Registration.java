package io.parley.consent.person;

/// What came of writing to the registry.
public sealed interface Registration {

    record Registered(Person person) implements Registration {}

    /// Somebody else has this user name.
    record NameTaken() implements Registration {}

    /// The guardian is to be another person, an adult who belongs here.
    record UnfitGuardian() implements Registration {}

    record Unknown() implements Registration {}

    /// The entry is no longer at the version that the caller had read.
    record Stale(Person current) implements Registration {}
}
