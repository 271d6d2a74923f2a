package io.parley.platform.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Records an event in the transaction of the change it tells of: both happen or neither.
public final class Outbox {

    private final JdbcTemplate jdbc;
    private final OutboxRelay relay;

    Outbox(JdbcTemplate jdbc, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /// @param value null for a tombstone of a compacted topic
    /// @throws IllegalStateException outside a transaction: an event without its change would be a lie
    public void append(String topic, byte[] key, byte @Nullable [] value) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("outbox: no transaction (expected: the one of the change)");
        }
        jdbc.update("INSERT INTO outbox (topic, record_key, payload) VALUES (?, ?, ?)", topic, key, value);
        wakeAfterCommit();
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake();
            }
        });
    }
}
