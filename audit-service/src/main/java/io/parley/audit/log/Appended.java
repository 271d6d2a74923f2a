package io.parley.audit.log;

/// A submission's place in the log, and the salt that opens its commitment.
public record Appended(EntryId id, long index, Salt salt) {}
