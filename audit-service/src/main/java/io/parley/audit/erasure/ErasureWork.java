package io.parley.audit.erasure;

import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Carries out what was approved, some events at a time and each time in one transaction: what is left of an event is
/// written and its body deleted together. A restart goes on where it was.
@Component
class ErasureWork {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureWork.class);
    private static final int AT_ONCE = 200;

    private final ErasureStore store;
    private final EventHolds holds;
    private final ErasureProperties properties;
    private final AuditTrail trail;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();

    ErasureWork(
            ErasureStore store,
            EventHolds holds,
            ErasureProperties properties,
            AuditTrail trail,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.holds = holds;
        this.properties = properties;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${parley.audit.erasure.every:1s}")
    void begin() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("audit-erasure").start(this::run);
        }
    }

    /// On a thread of its own: an archive-service that is slow to answer must not keep the scheduler from other
    /// watches.
    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = Boolean.TRUE.equals(transactions.execute(_ -> step()));
            }
        } catch (DomainException unknown) {
            LOG.warn("Erasing events waits: {}", unknown.detail());
        } catch (RuntimeException failed) {
            LOG.error("Erasing events failed, it is tried again", failed);
        } finally {
            running.set(false);
        }
    }

    /// Archive-service is asked within the transaction, just before the deletion it allows: when it gives no answer,
    /// nothing of this step is erased.
    ///
    /// @return whether there may be more to do
    private boolean step() {
        ErasureStore.Work work = store.due().orElse(null);
        if (work == null) {
            return false;
        }
        UUID person = work.erasure().personId();
        if (person == null) {
            throw new IllegalStateException("erasure " + work.erasure().erasureId() + ": nobody (expected: a person)");
        }
        List<ErasureStore.Candidate> found = store.candidates(work, person, AT_ONCE);
        if (found.isEmpty()) {
            finish(work.erasure());
        } else {
            erase(work.erasure(), found);
        }
        return true;
    }

    private void erase(Erasure erasure, List<ErasureStore.Candidate> found) {
        Instant needed = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .minus(properties.keep())
                .toInstant();
        EventHolds.Asking asking = holds.asking();
        List<Long> free = new ArrayList<>();
        long keptForPeriod = 0;
        long keptForHolds = 0;
        for (ErasureStore.Candidate event : found) {
            if (!event.at().isBefore(needed)) {
                keptForPeriod++;
            } else if (asking.covers(event)) {
                keptForHolds++;
            } else {
                free.add(event.index());
            }
        }
        if (!free.isEmpty()) {
            store.erase(erasure.erasureId(), free, clock.instant());
        }
        store.advance(erasure.erasureId(), found.getLast().index(), free.size(), keptForPeriod, keptForHolds);
    }

    private void finish(Erasure erasure) {
        store.finish(erasure.erasureId(), clock.instant());
        trail.record(AuditEvent.of(AuditAction.AUDIT_ERASED)
                .by("service", "audit-service")
                .on("audit-erasure", erasure.erasureId().toString())
                .changed("state", erasure.state(), "done")
                .detail("ground", erasure.ground())
                .detail("events", erasure.erased())
                .detail("keptForPeriod", erasure.keptForPeriod())
                .detail("keptForHolds", erasure.keptForHolds()));
    }
}
