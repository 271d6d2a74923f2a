package io.parley.audit.log;

import io.parley.platform.signing.NoteKey;
import io.parley.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A log on a fresh database, as one instance of the service holds it: the tables made by the owner, used as the
/// application.
final class LogFixture {

    static final String ORIGIN = "parley.audit.test";

    private final TestDatabase database;
    private final NoteKey key;

    final LogStore store;
    final TransparencyLog log;
    final TransactionTemplate transaction;

    private LogFixture(TestDatabase database, NoteKey key) {
        DataSource service = database.asService();
        this.database = database;
        this.key = key;
        this.store = new LogStore(JdbcClient.create(service), new JdbcTemplate(service), Clock.systemUTC());
        this.log = new TransparencyLog(store, key, new LogProperties("", ORIGIN, Duration.ofSeconds(10)));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(service));
    }

    static LogFixture unopened() {
        return new LogFixture(TestDatabase.migrated("audit"), key(1));
    }

    static LogFixture opened() {
        LogFixture fixture = unopened();
        fixture.open();
        return fixture;
    }

    static NoteKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        try {
            return NoteKey.of(ORIGIN, bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Another instance of the service on the same database.
    LogFixture sibling() {
        return new LogFixture(database, key);
    }

    LogFixture withKey(NoteKey other) {
        return new LogFixture(database, other);
    }

    LogFixture open() {
        transaction.executeWithoutResult(_ -> log.open());
        return this;
    }

    List<Appended> append(List<Submission> batch) {
        return Objects.requireNonNull(transaction.execute(_ -> log.append(batch)));
    }

    static List<Submission> submissions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Submission(new EntryId(UUID.randomUUID()), "body " + i))
                .toList();
    }

    JdbcClient asService() {
        return JdbcClient.create(database.asService());
    }

    JdbcClient asOwner() {
        return JdbcClient.create(database.asOwner());
    }

    /// The root as the standard defines it, over what stands in the table.
    byte[] definedRoot(long size) {
        return ProofVerifier.treeHash(asService()
                .sql("SELECT commitment FROM log_entry WHERE entry_index < ? ORDER BY entry_index")
                .param(size)
                .query((row, _) -> row.getBytes(1))
                .list());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
