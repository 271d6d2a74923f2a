package io.parley.consent.basis;

import io.parley.consent.ledger.ConsentLedger;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import io.parley.contracts.Topics;
import io.parley.platform.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Decides anew, in the transaction of whatever changed, which holds the lock of all basis changes; what differs is
/// added to the history, and the history is published.
@Component
class BasisDecisions {

    private final ConsentLedger ledger;
    private final ObligationStore obligations;
    private final RulePacks packs;
    private final BasisStore store;
    private final Outbox outbox;

    BasisDecisions(
            ConsentLedger ledger, ObligationStore obligations, RulePacks packs, BasisStore store, Outbox outbox) {
        this.ledger = ledger;
        this.obligations = obligations;
        this.packs = packs;
        this.store = store;
        this.outbox = outbox;
    }

    void decide(Collection<Person> people, Purpose purpose, Instant at) {
        List<PersonId> ids = people.stream().map(Person::id).toList();
        Map<PersonId, List<LedgerEntry>> acts = ledger.entries(ids, purpose);
        Map<PersonId, List<BasisEntry>> histories = store.histories(ids, purpose);
        List<Obligation> inForce = obligations.inForce(purpose, at);
        for (Person person : people) {
            decide(
                    person,
                    purpose,
                    new Known(
                            acts.getOrDefault(person.id(), List.of()),
                            histories.getOrDefault(person.id(), List.of()),
                            inForce),
                    at);
        }
    }

    /// @param acts of the person about the purpose, as the ledger has them
    void decide(Person person, Purpose purpose, List<LedgerEntry> acts, Instant at) {
        Known known = new Known(acts, store.history(person.id(), purpose), obligations.inForce(purpose, at));
        decide(person, purpose, known, at);
    }

    private record Known(List<LedgerEntry> acts, List<BasisEntry> history, List<Obligation> inForce) {

        Basis before() {
            return history.isEmpty()
                    ? new Basis.None(Lack.ANSWER_MISSING)
                    : history.getLast().basis();
        }

        /// Changes nothing, but lets the archive tell a refusal from an answer that never came.
        boolean isFirstNo() {
            return history.isEmpty() && !acts.isEmpty() && !acts.getLast().act().isYes();
        }
    }

    private void decide(Person person, Purpose purpose, Known known, Instant at) {
        Subject subject = Subject.of(person);
        RulePack pack = packs.of(subject.region());
        Basis before = known.before();
        Basis basis = explained(
                BasisEngine.decide(new BasisEngine.Question(subject, purpose, known.acts(), known.inForce(), pack), at),
                before);
        boolean differs = basis.isAllowed() || before.isAllowed() ? !basis.equals(before) : known.isFirstNo();
        if (differs) {
            BasisEntry entry = new BasisEntry(at, basis, pack == null ? "" : pack.name());
            store.append(person.id(), purpose, entry);
            publish(person.id(), purpose, known.history(), entry);
        }
    }

    /// When an obligation was all there was, its end is why.
    private static Basis explained(Basis basis, Basis before) {
        boolean nothingElse = basis instanceof Basis.None(Lack why)
                && (why == Lack.ANSWER_MISSING || why == Lack.NOT_APPLICABLE)
                && before instanceof Basis.Obliged;
        return nothingElse ? new Basis.None(Lack.OBLIGATION_ENDED) : basis;
    }

    private void publish(PersonId person, Purpose purpose, List<BasisEntry> history, BasisEntry last) {
        List<BasisEntry> all = new ArrayList<>(history);
        all.add(last);
        outbox.append(
                Topics.BASIS,
                BasisEntry.key(person, purpose),
                BasisEntry.record(person, purpose, all).toByteArray());
    }
}
