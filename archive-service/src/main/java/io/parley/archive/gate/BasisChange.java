package io.parley.archive.gate;

import io.parley.contracts.PersonId;

/// One person's basis for the archive may have changed, at this position of the basis topic.
public record BasisChange(PersonId person, long offset) {}
