package io.parley.consent.ledger;

import io.parley.consent.person.Person;
import java.util.List;

/// An act was added to the ledger, in the transaction that is still open.
///
/// @param acts what the person did about the purpose and still counts, ascending by effective time; the last was added
/// @param mandatory it answers what must be answered before one writes
public record AnswerRecorded(Person person, List<LedgerEntry> acts, boolean mandatory) {

    public AnswerRecorded {
        acts = List.copyOf(acts);
    }

    public LedgerEntry entry() {
        return acts.getLast();
    }
}
