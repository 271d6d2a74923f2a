package io.parley.consent.ledger;

/// An act was added to the ledger, in the transaction that is still open.
public record AnswerRecorded(LedgerEntry entry) {}
