package io.parley.consent.ledger;

import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Reading the ledger.
@Service
public class ConsentLedger {

    private final LedgerStore store;

    ConsentLedger(LedgerStore store) {
        this.store = store;
    }

    /// What the person did about the purpose from their latest no on, ascending by effective time.
    public List<LedgerEntry> entries(PersonId person, Purpose purpose) {
        return store.entries(person, purpose);
    }

    /// The purposes that the person ever said anything about.
    public Set<Purpose> purposes(PersonId person) {
        return store.purposes(person);
    }

    /// The same of many people; those who said nothing are left out.
    public Map<PersonId, List<LedgerEntry>> entries(Collection<PersonId> people, Purpose purpose) {
        return store.entries(people, purpose).stream().collect(Collectors.groupingBy(LedgerEntry::person));
    }
}
