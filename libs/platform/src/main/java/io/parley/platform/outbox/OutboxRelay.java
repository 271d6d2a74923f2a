package io.parley.platform.outbox;

import io.parley.platform.trace.RecordTraces;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sends the outbox to Kafka in id order and deletes what the broker acknowledged: at least once, in order.
///
/// One instance relays at a time: the one that holds a PostgreSQL advisory lock on the very connection it reads and
/// deletes with. What a former leader still has in flight is fenced off by Kafka: all leaders of one database share
/// a transactional id, and a new one begins by ending the transactions of the old (KIP-98). Without that, a late copy
/// of an old record
/// could come to stand behind a newer one, and compaction would keep the wrong one.
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final long LOCK = 0x7061726c65796f62L; // "parleyob"
    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataSource database;
    private final Function<String, Producer<byte[], byte[]>> producers;
    private final Supplier<List<OutboxDrained>> listeners;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(
            DataSource database,
            Function<String, Producer<byte[], byte[]>> producers,
            Supplier<List<OutboxDrained>> listeners) {
        this.database = database;
        this.producers = producers;
        this.listeners = listeners;
    }

    void wake() {
        work.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        wake();
        Thread relaying = thread;
        if (relaying != null) {
            try {
                relaying.join(TimeUnit.SECONDS.toMillis(15));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                relayWhileLeading(connection);
            } catch (SQLException | RuntimeException failure) {
                LOG.warn("Outbox relay begins again: {}", failure.toString());
            }
            await(PAUSE);
        }
    }

    private void relayWhileLeading(Connection connection) throws SQLException {
        if (!lock(connection)) {
            return;
        }
        try (Producer<byte[], byte[]> producer = producers.apply(connection.getCatalog())) {
            producer.initTransactions();
            while (running) {
                drain(connection, producer);
                listeners.get().forEach(OutboxRelay::tell);
                await(IDLE);
            }
        } finally {
            unlock(connection);
        }
    }

    private static void tell(OutboxDrained listener) {
        try {
            listener.drained();
        } catch (RuntimeException failure) {
            LOG.warn("After draining the outbox: {}", failure.toString());
        }
    }

    private void await(Duration longest) {
        try {
            if (work.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        if (!connection.isValid(1)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
    }

    private static void drain(Connection connection, Producer<byte[], byte[]> producer) throws SQLException {
        List<Entry> entries = read(connection);
        while (!entries.isEmpty()) {
            send(entries, producer);
            delete(connection, entries);
            entries = read(connection);
        }
    }

    private static List<Entry> read(Connection connection) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id, topic, record_key, payload, traceparent FROM outbox ORDER BY id LIMIT " + BATCH)) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getLong(1), rows.getString(2), rows.getBytes(3), rows.getBytes(4), rows.getString(5)));
            }
        }
        return entries;
    }

    /// Returns when all of them are in Kafka. A failure ends this leadership; the next one aborts what was begun.
    private static void send(List<Entry> entries, Producer<byte[], byte[]> producer) {
        producer.beginTransaction();
        for (Entry entry : entries) {
            producer.send(entry.record());
        }
        producer.commitTransaction();
    }

    private static void delete(Connection connection, List<Entry> entries) throws SQLException {
        Array ids = connection.createArrayOf(
                "bigint", entries.stream().map(Entry::id).toArray());
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM outbox WHERE id = ANY (?)")) {
            statement.setArray(1, ids);
            statement.executeUpdate();
        }
    }

    private record Entry(
            long id,
            String topic,
            byte[] key,
            byte @Nullable [] payload,
            @Nullable String traceparent) {

        ProducerRecord<byte[], byte[]> record() {
            var record = new ProducerRecord<byte[], byte[]>(topic, key, payload);
            RecordTraces.carry(traceparent, record.headers());
            return record;
        }
    }
}
