package io.parley.consent.leaver;

import io.parley.consent.person.PersonChanged;
import io.parley.contracts.AuditAction;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Begins with the transaction in which somebody leaves: either both are durable or neither is.
@Component
class Offboarding {

    private final OffboardingStore store;
    private final AuditTrail audit;

    Offboarding(OffboardingStore store, AuditTrail audit) {
        this.store = store;
        this.audit = audit;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PersonChanged changed) {
        PersonId person = changed.after().id();
        if (changed.left()) {
            begin(person, changed.effectiveAt());
        }
        if (changed.returned()) {
            store.returned(person, changed.effectiveAt());
        }
    }

    private void begin(PersonId person, Instant leftAt) {
        store.begin(person, leftAt);
        for (Step step : Step.values()) {
            if (step.immediate()) {
                audit.record(event(person, step, 1, 0));
            }
        }
    }

    static AuditEvent event(PersonId person, Step step, int attempts, int conversations) {
        return AuditEvent.of(AuditAction.PERSON_OFFBOARDED)
                .by("service", "consent-service")
                .on("person", person.toString())
                .detail("step", step.code())
                .detail("attempts", attempts)
                .detail("conversations", conversations);
    }
}
