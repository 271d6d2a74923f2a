package io.parley.consent.ledger;

import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/// Reading the ledger.
@Service
public class ConsentLedger {

    private final LedgerStore store;

    ConsentLedger(LedgerStore store) {
        this.store = store;
    }

    /// What the person did about the purpose, ascending by effective time.
    public List<LedgerEntry> entries(PersonId person, Purpose purpose) {
        return store.entries(person, purpose);
    }

    /// The purposes that the person ever said anything about.
    public Set<Purpose> purposes(PersonId person) {
        return store.purposes(person);
    }
}
