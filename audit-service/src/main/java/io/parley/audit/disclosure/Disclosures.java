package io.parley.audit.disclosure;

import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Tells a person who read what they wrote. Nobody can ask for anybody else, and the answer names nobody else who was
/// read.
@Service
class Disclosures {

    private final DisclosureStore store;
    private final TransactionOperations transactions;
    private final AuditTrail trail;
    private final Clock clock;

    Disclosures(DisclosureStore store, TransactionOperations transactions, AuditTrail trail, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.trail = trail;
        this.clock = clock;
    }

    /// One more than `limit` when there are more. Asking is recorded, as every question to the log is.
    List<Disclosure> of(PersonCaller caller, long after, int limit) {
        String person = caller.actorId();
        transactions.executeWithoutResult(_ -> store.number(person, clock.instant()));
        List<Disclosure> found = store.find(person, after, limit + 1);
        trail.recordNow(AuditEvent.of(AuditAction.DISCLOSURES_READ)
                .by(caller)
                .on("person", person)
                .detail("results", Math.min(found.size(), limit)));
        return found;
    }
}
