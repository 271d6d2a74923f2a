package io.parley.consent.basis;

import io.parley.consent.ledger.AnswerRecorded;
import io.parley.consent.ledger.ConsentLedger;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonChanged;
import io.parley.contracts.Purpose;
import io.parley.contracts.Topics;
import io.parley.platform.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Decides anew after each change, in the transaction of the change, which holds the lock of all basis changes; what
/// differs is added to the history, and the history is published.
@Component
class BasisRecorder {

    private final ConsentLedger ledger;
    private final People people;
    private final BasisStore store;
    private final Outbox outbox;

    BasisRecorder(ConsentLedger ledger, People people, BasisStore store, Outbox outbox) {
        this.ledger = ledger;
        this.people = people;
        this.store = store;
        this.outbox = outbox;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AnswerRecorded recorded) {
        LedgerEntry entry = recorded.entry();
        decide(people.get(entry.person()), entry.purpose(), entry.effectiveAt());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PersonChanged changed) {
        if (changed.touchesBasis()) {
            Person person = changed.after();
            ledger.purposes(person.id()).forEach(purpose -> decide(person, purpose, changed.effectiveAt()));
        }
    }

    private void decide(Person person, Purpose purpose, Instant at) {
        List<LedgerEntry> acts = ledger.entries(person.id(), purpose);
        Basis basis = BasisRules.decide(
                acts, person.profile().kind(), person.profile().region(), at);
        List<BasisEntry> history = new ArrayList<>(store.history(person.id(), purpose));
        Basis before = history.isEmpty() ? new Basis.None() : history.getLast().basis();
        if (!basis.equals(before) || isFirstNo(history, acts)) {
            BasisEntry entry = new BasisEntry(at, basis);
            store.append(person.id(), purpose, entry);
            history.add(entry);
            publish(person, purpose, history);
        }
    }

    /// Changes nothing, but lets the archive tell a refusal from an answer that never came.
    private static boolean isFirstNo(List<BasisEntry> history, List<LedgerEntry> acts) {
        return history.isEmpty() && !acts.isEmpty() && !acts.getLast().act().isYes();
    }

    /// A no before any yes changes nothing that is allowed, but readers can then tell a refusal from silence.
    private static boolean refusedFirst(List<BasisEntry> history, List<LedgerEntry> acts) {
        return history.isEmpty() && acts.stream().anyMatch(act -> !act.act().isYes());
    }

    private void publish(Person person, Purpose purpose, List<BasisEntry> history) {
        outbox.append(
                Topics.BASIS,
                BasisEntry.key(person.id(), purpose),
                BasisEntry.record(person.id(), purpose, history).toByteArray());
    }
}
