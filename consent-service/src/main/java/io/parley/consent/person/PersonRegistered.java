package io.parley.consent.person;

import java.time.Instant;

/// A person came into the registry, in the transaction that is still open.
public record PersonRegistered(Person person, Instant effectiveAt) {}
