package io.parley.consent.ledger;

import io.parley.contracts.Ids;
import java.util.UUID;

/// An entry of the ledger; also the id of its receipt.
public record AnswerId(UUID value) {

    static AnswerId next() {
        return new AnswerId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
