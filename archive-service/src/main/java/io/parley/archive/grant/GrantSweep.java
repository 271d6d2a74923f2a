package io.parley.archive.grant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Records that grants reached their end, or that nobody confirmed an emergency. They stop working at that instant by
/// themselves; this only writes it down.
@Component
class GrantSweep {

    private static final Logger LOG = LoggerFactory.getLogger(GrantSweep.class);
    private static final int EVERY_MS = 10_000;
    private static final int AT_ONCE = 100;
    private static final List<GrantState> RUNNING = List.of(GrantState.REQUESTED, GrantState.APPROVED);

    private final GrantRepository grants;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Counter unconfirmed;

    GrantSweep(
            GrantRepository grants,
            AuditTrail audit,
            TransactionOperations transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.grants = grants;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.unconfirmed = metrics.counter("parley.grant.unconfirmed");
    }

    @Scheduled(fixedDelay = EVERY_MS)
    void expireEnded() {
        grants.findEnded(clock.instant(), RUNNING, Limit.of(AT_ONCE))
                .forEach(id -> end(id, grant -> grant.expire(clock.instant()), AuditAction.GRANT_EXPIRED));
    }

    /// What the second and third person did not agree to in time is reported.
    @Scheduled(fixedDelay = EVERY_MS)
    void reportUnconfirmed() {
        grants.findUnconfirmed(clock.instant(), Limit.of(AT_ONCE)).forEach(id -> {
            if (end(id, grant -> grant.failConfirmation(clock.instant()), AuditAction.GRANT_UNCONFIRMED)) {
                unconfirmed.increment();
                LOG.error("Emergency grant {} was not confirmed by two approvers in time", id);
            }
        });
    }

    private boolean end(UUID id, Predicate<ReadGrant> ends, AuditAction action) {
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> grants.findById(id)
                    .filter(grant -> end(grant, ends, action))
                    .isPresent()));
        } catch (OptimisticLockingFailureException other) {
            LOG.debug("Grant {} was ended by another instance", id);
            return false;
        }
    }

    private boolean end(ReadGrant grant, Predicate<ReadGrant> ends, AuditAction action) {
        GrantState before = grant.state();
        boolean ended = ends.test(grant);
        if (ended) {
            record(grant, before, action);
            grants.save(grant);
        }
        return ended;
    }

    private void record(ReadGrant grant, GrantState before, AuditAction action) {
        AuditEvent event = AuditEvent.of(action)
                .by("service", "archive-service")
                .on("grant", grant.id().toString())
                .purpose(grant.purpose().code())
                .caseRef(grant.caseRef())
                .changed("state", before.code(), grant.state().code());
        audit.record(action == AuditAction.GRANT_UNCONFIRMED ? event.failed() : event);
    }
}
