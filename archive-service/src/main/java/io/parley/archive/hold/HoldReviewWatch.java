package io.parley.archive.hold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Raises holds whose review is overdue. It never releases one.
@Component
class HoldReviewWatch {

    private static final int EVERY_MS = 10_000;

    private final HoldStore store;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    HoldReviewWatch(
            HoldStore store, AuditTrail audit, TransactionOperations transactions, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        Gauge.builder("parley.archive.holds.overdue", () -> store.countOverdue(today()))
                .description("Legal holds in force whose review is overdue; expected: 0")
                .register(metrics);
    }

    @Scheduled(fixedDelay = EVERY_MS)
    void raise() {
        transactions.executeWithoutResult(_ -> store.noteOverdue(today()).forEach(this::record));
    }

    private void record(HoldId hold) {
        audit.record(AuditEvent.of(AuditAction.HOLD_REVIEW_OVERDUE)
                .by("service", "archive-service")
                .on("hold", hold.toString()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
