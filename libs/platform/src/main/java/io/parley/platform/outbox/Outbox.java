package io.parley.platform.outbox;

import io.parley.platform.trace.RecordTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Records an event in the transaction of the change it tells of: both happen or neither. What one transaction records
/// is written in one statement, just before it commits.
public final class Outbox {

    private final JdbcTemplate jdbc;
    private final OutboxNumbers numbers;
    private final OutboxRelay relay;
    private final RecordTraces traces;

    Outbox(JdbcTemplate jdbc, OutboxRelay relay, RecordTraces traces) {
        this.jdbc = jdbc;
        this.numbers = new OutboxNumbers(jdbc);
        this.relay = relay;
        this.traces = traces;
    }

    private sealed interface Value {}

    private record Plain(byte @Nullable [] bytes) implements Value {}

    private record Counted(Numbered value) implements Value {}

    private record Event(String topic, byte[] key, Value value) {}

    private record Row(String topic, byte[] key, byte @Nullable [] value) {}

    /// A value that tells its number, which is known only when the transaction commits.
    @FunctionalInterface
    public interface Numbered {
        byte[] value(UUID stream, long number);
    }

    /// @param value null for a tombstone of a compacted topic
    /// @throws IllegalStateException outside a transaction: an event without its change would be a lie
    public void append(String topic, byte[] key, byte @Nullable [] value) {
        add(new Event(topic, key, new Plain(value)));
    }

    /// Sent in the order of its numbers and without a gap among them, so that whoever reads them sees what is missing.
    ///
    /// @throws IllegalStateException outside a transaction: an event without its change would be a lie
    public void appendNumbered(String topic, byte[] key, Numbered value) {
        add(new Event(topic, key, new Counted(value)));
    }

    private void add(Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("outbox: no transaction (expected: the one of the change)");
        }
        pending().orElseGet(this::begun).add(event);
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
        List<Row> rows = numbered(events);
        jdbc.update(connection -> {
            var insert = connection.prepareStatement("""
                    INSERT INTO outbox (topic, record_key, payload, traceparent)
                    SELECT topic, record_key, payload, ?
                    FROM unnest(?::text[], ?::bytea[], ?::bytea[]) WITH ORDINALITY AS e(topic, record_key, payload, place)
                    ORDER BY place""");
            insert.setString(1, traces.current());
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", rows.stream().map(Row::topic).toArray(String[]::new)));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(Row::key).toArray(byte[][]::new)));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(Row::value).toArray(byte[][]::new)));
            return insert;
        });
    }

    private List<Row> numbered(List<Event> events) {
        int count = Math.toIntExact(events.stream()
                .filter(event -> event.value() instanceof Counted)
                .count());
        OutboxNumbers.Run run = count == 0 ? OutboxNumbers.Run.NONE : numbers.take(count);
        List<Row> rows = new ArrayList<>(events.size());
        long number = run.first();
        for (Event event : events) {
            switch (event.value()) {
                case Plain(var bytes) -> rows.add(new Row(event.topic(), event.key(), bytes));
                case Counted(var value) -> {
                    rows.add(new Row(event.topic(), event.key(), value.value(run.stream(), number)));
                    number++;
                }
            }
        }
        return rows;
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
