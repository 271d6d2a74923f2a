package io.parley.archive.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.platform.accounts.AccountsApi;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.ServiceClients;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Walks along all conversations and compares accounts, page by page, in one transaction: what is finished is written,
/// and what was interrupted, by a fault here or in message-service, is begun anew.
@Component
class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);
    private static final int PAGE = 1_000;

    private final ReconciliationStore store;
    private final AccountsApi accepted;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final ReconcileProperties properties;
    private final Clock clock;
    private volatile long differences;

    Reconciler(
            ReconciliationStore store,
            ServiceClients clients,
            AuditTrail audit,
            TransactionOperations transactions,
            ReconcileProperties properties,
            MeterRegistry metrics,
            Clock clock) {
        this.store = store;
        this.accepted = clients.create(AccountsApi.class, "message");
        this.audit = audit;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("parley.archive.differences", () -> differences)
                .description("Conversations whose accounts differed when they were last reconciled; expected: 0")
                .register(metrics);
    }

    /// At three in the night, UTC.
    @Scheduled(cron = "0 0 3 * * *")
    void requestNightly() {
        store.request(Ids.next(), null, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), clock.instant());
    }

    @Scheduled(fixedDelayString = "${parley.reconcile.every:2s}")
    void reconcileWhatWaits() {
        transactions.executeWithoutResult(status -> store.waiting().ifPresent(this::reconcile));
        differences = store.lastDifferences();
    }

    private void reconcile(UUID id) {
        Instant until = clock.instant().minus(properties.settle());
        Tally tally = Tally.NOTHING;
        UUID after = FIRST;
        while (after != null) {
            AccountsApi.Page page = accepted.accounts(after, until.toEpochMilli(), PAGE);
            UUID last = page.last() == null ? LAST : page.last();
            List<Difference> found = Difference.between(
                    page.items(), store.accounts(after, last, Instant.ofEpochMilli(until.toEpochMilli())));
            store.note(id, found);
            tally = tally.plus(page.items(), found);
            after = page.last();
        }
        finish(id, until, tally);
    }

    private void finish(UUID id, Instant until, Tally tally) {
        store.finish(id, until, clock.instant(), tally);
        AuditEvent event = AuditEvent.of(AuditAction.ARCHIVE_RECONCILED)
                .by("service", "archive-service")
                .on("reconciliation", id.toString())
                .detail("conversations", tally.conversations())
                .detail("facts", tally.facts())
                .detail("differences", tally.differences());
        audit.record(tally.differences() == 0 ? event : event.failed());
        if (tally.differences() > 0) {
            LOG.error(
                    "Reconciliation {}: {} of {} conversations differ from what was accepted",
                    id,
                    tally.differences(),
                    tally.conversations());
        }
    }
}
