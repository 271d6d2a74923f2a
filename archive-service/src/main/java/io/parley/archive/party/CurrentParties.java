package io.parley.archive.party;

import io.parley.contracts.PersonId;
import java.util.Set;

/// @param gap whether facts are missing, so that nothing new of this conversation can be archived
public record CurrentParties(Set<PersonId> members, boolean gap) {}
