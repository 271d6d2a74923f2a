package io.parley.consent.destruction;

import io.parley.consent.key.KeyCabinet;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Takes requests to destroy keys, and decides them by a second person.
@Service
class DestructionDesk {

    private final DestructionStore store;
    private final KeyCabinet keys;
    private final Needs needs;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    DestructionDesk(
            DestructionStore store,
            KeyCabinet keys,
            Needs needs,
            AuditTrail audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.needs = needs;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    Destruction request(DestructionRequest request, PersonCaller by) {
        Destruction asked = request.destruction(by.personId(), now());
        needs.requireUnused(asked);
        transactions.executeWithoutResult(_ -> {
            store.insert(asked);
            audit.record(event(AuditAction.KEY_DESTRUCTION_REQUESTED, asked)
                    .by(by)
                    .detail(
                            "stores",
                            asked.stores().stream()
                                    .map(KeyPurpose::code)
                                    .sorted()
                                    .collect(Collectors.joining(",")))
                    .detail("from", asked.from().toString())
                    .detail("until", asked.until().toString())
                    .detail("ground", asked.ground().code()));
        });
        return asked;
    }

    Destruction refuse(UUID id, PersonCaller by) {
        Destruction asked = awaiting(id, by);
        transactions.executeWithoutResult(_ -> {
            decide(asked, by.personId(), null);
            audit.record(event(AuditAction.KEY_DESTRUCTION_REFUSED, asked)
                    .by(by)
                    .changed("state", asked.state(), get(id).state()));
        });
        return get(id);
    }

    /// While something needs the keys the request stays open: it can be approved when nothing does any more.
    Destruction approve(UUID id, PersonCaller by) {
        Destruction asked = awaiting(id, by);
        needs.requireUnused(asked);
        Needs.Found found = needs.by(asked);
        if (!found.isEmpty()) {
            audit.recordNow(event(AuditAction.KEY_DESTRUCTION_BLOCKED, asked)
                    .by(by)
                    .detail("holds", found.holds().size())
                    .detail("obligations", found.obligations().size()));
            throw new DomainException(ErrorCode.RETENTION_REQUIRED, "keys: needed by a hold or a statutory period")
                    .with("holds", found.visibleHolds())
                    .with("obligations", found.obligations());
        }
        transactions.executeWithoutResult(_ -> {
            int destroyed = keys.destroy(asked.person(), asked.stores(), asked.from(), asked.until(), by);
            decide(asked, by.personId(), destroyed);
            audit.record(event(AuditAction.KEY_DESTRUCTION_DONE, asked)
                    .by(by)
                    .detail("keys", destroyed)
                    .changed("state", asked.state(), get(id).state()));
        });
        return get(id);
    }

    Destruction get(UUID id) {
        return store.find(id).orElseThrow(() -> DomainException.notFound("destruction"));
    }

    private Destruction awaiting(UUID id, PersonCaller by) {
        Destruction asked = get(id);
        SecondPerson.require(asked.requestedBy().equals(by.personId()));
        if (asked.decision() != null) {
            throw decided(asked.state());
        }
        return asked;
    }

    private void decide(Destruction asked, PersonId by, @Nullable Integer destroyed) {
        if (!store.decide(asked.id(), new Destruction.Decision(by, now(), destroyed))) {
            throw decided("decided");
        }
    }

    private static DomainException decided(String state) {
        return new DomainException(ErrorCode.CONFLICT, "destruction: " + state + " (expected: requested)");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static AuditEvent event(AuditAction action, Destruction asked) {
        return AuditEvent.of(action)
                .on("person", asked.person().toString())
                .detail("destruction", asked.id().toString());
    }
}
