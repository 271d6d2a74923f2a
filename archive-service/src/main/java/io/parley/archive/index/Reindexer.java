package io.parley.archive.index;

import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.keys.DataKeys;
import java.time.Clock;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Indexes the archive anew, batch by batch, beside everything else; goes on where it, or another instance, stopped.
@Component
class Reindexer {

    private final GenerationStore store;
    private final Reindexing reindexing;
    private final DataKeys keys;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Pace pace;

    /// When and how much at once.
    @Component
    record Pace(IndexProperties properties, Clock clock) {}

    Reindexer(
            GenerationStore store,
            Reindexing reindexing,
            DataKeys keys,
            AuditTrail audit,
            TransactionOperations transactions,
            Pace pace) {
        this.store = store;
        this.reindexing = reindexing;
        this.keys = keys;
        this.audit = audit;
        this.transactions = transactions;
        this.pace = pace;
    }

    @Scheduled(fixedDelayString = "${parley.index.every:50ms}")
    void work() {
        transactions.executeWithoutResult(status -> store.unfilled(
                        pace.clock().instant().minus(pace.properties().settle()))
                .ifPresent(this::fill));
        transactions.executeWithoutResult(status -> store.replaced().forEach(this::destroyKey));
    }

    private void fill(Generation generation) {
        List<Unindexed> next = store.next(generation.place(), pace.properties().batch());
        if (next.isEmpty() && reindexing.files() > 0) {
            return;
        }
        if (next.isEmpty()) {
            store.filled(generation.number(), pace.clock().instant());
            audit.record(AuditEvent.of(AuditAction.INDEX_ROTATED)
                    .by("service", "archive-service")
                    .detail("generation", generation.number())
                    .detail("records", generation.records()));
            return;
        }
        store.reindex(reindexing.index(next));
        store.advance(generation.number(), next.getLast().place(), next.size());
    }

    /// In a transaction after the one that says so: a search that began before finds nothing under the old key and
    /// needs it no more.
    private void destroyKey(Generation.Replaced old) {
        keys.retire(old.key());
        store.keyDestroyed(old.number(), pace.clock().instant());
    }
}
