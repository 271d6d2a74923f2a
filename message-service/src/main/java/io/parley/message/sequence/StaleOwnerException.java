package io.parley.message.sequence;

import org.springframework.dao.ConcurrencyFailureException;

/// Somebody else wrote to a conversation of this batch: what this writer believes of it is not true any more.
final class StaleOwnerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StaleOwnerException(ConcurrencyFailureException fenced) {
        super("conversation.advanced: fewer than the batch concerns", fenced);
    }

    StaleOwnerException(String rows, int found, int expected) {
        super(rows + ": " + found + " (expected: " + expected + ", as many as the batch concerns)");
    }
}
