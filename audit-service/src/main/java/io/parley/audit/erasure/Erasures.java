package io.parley.audit.erasure;

import static io.parley.contracts.AuditAction.AUDIT_ERASURE_APPROVED;
import static io.parley.contracts.AuditAction.AUDIT_ERASURE_REFUSED;
import static io.parley.contracts.AuditAction.AUDIT_ERASURE_REQUESTED;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes and decides requests to erase. Their events never name the person: what is to be forgotten is not written
/// down anew.
@Service
class Erasures {

    private final ErasureStore store;
    private final AuditTrail trail;
    private final Clock clock;

    Erasures(ErasureStore store, AuditTrail trail, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional
    public Erasure request(ErasureRequest request, PersonCaller caller) {
        UUID person = request.checkedPerson();
        var asked = new Erasure(
                Ids.next(),
                person,
                ErasureGround.of(request.ground()).code(),
                request.from(),
                request.to(),
                "requested",
                caller.personId().value(),
                now(),
                null,
                null,
                0,
                0,
                0,
                null);
        store.insert(asked);
        trail.record(event(AUDIT_ERASURE_REQUESTED, asked, caller));
        return asked;
    }

    @Transactional
    public Erasure decide(UUID id, boolean approved, PersonCaller caller) {
        Erasure asked = find(id);
        SecondPerson.require(asked.isRequestedBy(caller.personId()));
        if (!store.decide(id, approved, caller.personId().value(), now())) {
            throw new DomainException(ErrorCode.CONFLICT, "erasure.state: " + asked.state() + " (expected: requested)");
        }
        Erasure decided = find(id);
        trail.record(event(approved ? AUDIT_ERASURE_APPROVED : AUDIT_ERASURE_REFUSED, asked, caller)
                .changed("state", asked.state(), decided.state()));
        return decided;
    }

    Erasure find(UUID id) {
        return store.find(id).orElseThrow(() -> DomainException.notFound("erasure"));
    }

    List<Erasure> after(UUID after, int limit) {
        return store.after(after, limit);
    }

    private static AuditEvent event(AuditAction action, Erasure erasure, PersonCaller caller) {
        return AuditEvent.of(action)
                .by(caller)
                .on("audit-erasure", erasure.erasureId().toString())
                .detail("ground", erasure.ground());
    }

    /// As the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
