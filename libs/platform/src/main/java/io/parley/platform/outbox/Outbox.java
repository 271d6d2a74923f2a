package io.parley.platform.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Records an event in the transaction of the change it tells of: both happen or neither. What one transaction records
/// is written in one statement, just before it commits.
public final class Outbox {

    private final JdbcTemplate jdbc;
    private final OutboxRelay relay;

    Outbox(JdbcTemplate jdbc, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    private record Event(String topic, byte[] key, byte @Nullable [] value) {}

    /// @param value null for a tombstone of a compacted topic
    /// @throws IllegalStateException outside a transaction: an event without its change would be a lie
    public void append(String topic, byte[] key, byte @Nullable [] value) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("outbox: no transaction (expected: the one of the change)");
        }
        pending().orElseGet(this::begun).add(new Event(topic, key, value));
    }

    private Optional<Pending> pending() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Pending.class::isInstance)
                .map(Pending.class::cast)
                .findFirst();
    }

    private Pending begun() {
        Pending pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    /// In the order in which they were recorded: the ids grow by it, and the relay sends by the ids.
    private void write(List<Event> events) {
        jdbc.update(connection -> {
            var insert = connection.prepareStatement("""
                    INSERT INTO outbox (topic, record_key, payload)
                    SELECT topic, record_key, payload
                    FROM unnest(?::text[], ?::bytea[], ?::bytea[]) WITH ORDINALITY AS e(topic, record_key, payload, place)
                    ORDER BY place""");
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", events.stream().map(Event::topic).toArray(String[]::new)));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", events.stream().map(Event::key).toArray(byte[][]::new)));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", events.stream().map(Event::value).toArray(byte[][]::new)));
            return insert;
        });
    }

    /// What a transaction has recorded and not written yet; goes with it when it is rolled back.
    private final class Pending implements TransactionSynchronization {

        private final List<Event> events = new ArrayList<>();
        private boolean written;

        void add(Event event) {
            if (written) {
                write(List.of(event));
            } else {
                events.add(event);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write(events);
            written = true;
        }

        @Override
        public void afterCommit() {
            relay.wake();
        }
    }
}
