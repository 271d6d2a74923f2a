package io.parley.consent.ledger;

/// An act was added to the ledger, in the transaction that is still open.
///
/// @param mandatory it answers what must be answered before one writes
public record AnswerRecorded(LedgerEntry entry, boolean mandatory) {}
