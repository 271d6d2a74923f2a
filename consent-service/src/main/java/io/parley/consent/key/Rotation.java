package io.parley.consent.key;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// A new wrapping key, under the newest version of the customer's key, and everything wrapped anew with it.
@Service
class Rotation {

    private final WrappingKeyStore store;
    private final WrappingKeys keys;
    private final List<WrappedSecrets> wrapped;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    Rotation(
            WrappingKeyStore store,
            WrappingKeys keys,
            List<WrappedSecrets> wrapped,
            AuditTrail audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.wrapped = wrapped;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @param remaining secrets that still lie under older keys
    record Progress(WrappingKey newest, long remaining) {}

    Progress progress() {
        WrappingKey newest = store.find(keys.current()).orElseThrow();
        return new Progress(newest, remaining(store.olderThan(newest.id())));
    }

    Progress begin(Caller by) {
        if (progress().newest().settledAt() == null) {
            throw new DomainException(ErrorCode.CONFLICT, "rotation: running (expected: the one before is done)");
        }
        try {
            WrappingKey fresh = keys.fresh();
            transactions.executeWithoutResult(_ -> {
                store.insert(fresh);
                audit.record(event(AuditAction.KEY_ROTATED, fresh.id()).by(by));
            });
            keys.confirm();
        } catch (GeneralSecurityException e) {
            throw DomainException.unavailable("the key-encryption key", e);
        }
        return progress();
    }

    /// Also after a start under another key-encryption key, and for what an instance wrapped that had not yet heard of
    /// the
    /// newest key.
    @Scheduled(fixedDelayString = "${parley.kek.rewrap-every:5s}")
    void goOn() {
        if (keys.isUsable()) {
            rewrapBehind(keys.current());
        }
    }

    private void rewrapBehind(UUID newest) {
        List<UUID> older = store.olderThan(newest);
        if (remaining(older) > 0) {
            wrapped.forEach(table -> table.rewrap(older));
        }
        if (remaining(older) == 0) {
            transactions.executeWithoutResult(_ -> settle(newest));
        }
    }

    private void settle(UUID newest) {
        if (store.settle(newest, clock.instant())) {
            audit.record(event(AuditAction.KEY_ROTATION_DONE, newest).by("service", "consent-service"));
        }
    }

    private long remaining(List<UUID> older) {
        return older.isEmpty()
                ? 0
                : wrapped.stream().mapToLong(table -> table.under(older)).sum();
    }

    private static AuditEvent event(AuditAction action, UUID wrappingKey) {
        return AuditEvent.of(action).on("wrapping-key", wrappingKey.toString());
    }
}
