package io.parley.archive.grant;

import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Records that grants reached their end. They stop working at that instant by themselves; this only writes it down.
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

    GrantSweep(GrantRepository grants, AuditTrail audit, TransactionOperations transactions, Clock clock) {
        this.grants = grants;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_MS)
    void expireEnded() {
        grants.findEnded(clock.instant(), RUNNING, Limit.of(AT_ONCE)).forEach(this::expire);
    }

    private void expire(UUID id) {
        try {
            transactions.executeWithoutResult(status -> grants.findById(id)
                    .filter(grant -> grant.expire(clock.instant()))
                    .ifPresent(this::record));
        } catch (OptimisticLockingFailureException other) {
            LOG.debug("Grant {} was ended by another instance", id);
        }
    }

    private void record(ReadGrant grant) {
        grants.save(grant);
        audit.record(AuditEvent.of(AuditAction.GRANT_EXPIRED)
                .by("service", "archive-service")
                .on("grant", grant.id().toString())
                .purpose(grant.purpose().code())
                .caseRef(grant.caseRef()));
    }
}
