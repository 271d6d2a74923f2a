package io.parley.consent.basis;

import io.parley.consent.group.MembersChanged;
import io.parley.consent.ledger.AnswerRecorded;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonChanged;
import io.parley.consent.person.PersonRegistered;
import io.parley.contracts.Purpose;
import java.util.List;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Has decided anew what a single person's change may have touched.
@Component
class BasisRecorder {

    private final People people;
    private final BasisDecisions decisions;
    private final ObligationStore obligations;

    BasisRecorder(People people, BasisDecisions decisions, ObligationStore obligations) {
        this.people = people;
        this.decisions = decisions;
        this.obligations = obligations;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AnswerRecorded recorded) {
        LedgerEntry entry = recorded.entry();
        decisions.decide(recorded.person(), entry.purpose(), recorded.acts(), entry.effectiveAt());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PersonChanged changed) {
        if (changed.touchesBasis() || birthDateDiffers(changed)) {
            Person person = changed.after();
            for (Purpose purpose : Purpose.values()) {
                decisions.decide(List.of(person), purpose, changed.effectiveAt());
            }
        }
    }

    /// Who comes to a department, or leaves it, comes under other notices and obligations.
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(MembersChanged changed) {
        List<Person> members = people.all(changed.people());
        for (Purpose purpose : Purpose.values()) {
            decisions.decide(members, purpose, changed.effectiveAt());
        }
    }

    /// Nothing was said yet; an obligation may cover them all the same.
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PersonRegistered registered) {
        Subject subject = Subject.of(registered.person());
        obligations.inForce(registered.effectiveAt()).stream()
                .filter(obligation -> obligation.covers(subject, registered.effectiveAt()))
                .map(Obligation::purpose)
                .distinct()
                .forEach(purpose -> decisions.decide(List.of(registered.person()), purpose, registered.effectiveAt()));
    }

    private static boolean birthDateDiffers(PersonChanged changed) {
        return !Objects.equals(
                changed.before().profile().birthDate(),
                changed.after().profile().birthDate());
    }
}
