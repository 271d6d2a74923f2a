package io.parley.archive.file;

import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Work on files that waits, shared by all instances. Who takes a task up has a lease and renews it while they work: if
/// they die, somebody else takes it up soon.
@Repository
class FileTasks {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    private static final String CLAIM = """
            WITH taken AS (
                UPDATE file_task SET attempts = attempts + 1, due_at = :lease
                WHERE (record_id, file_id, kind) = (
                    SELECT record_id, file_id, kind FROM file_task WHERE kind = :kind AND due_at <= :now
                    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING record_id, file_id, attempts
            )
            SELECT f.record_id, f.file_id, f.number, f.conversation_id, f.seq, f.sender_id, f.accepted_at, f.key_id,
                f.region, t.attempts
            FROM taken t JOIN archived_file f USING (record_id, file_id)
            """;
    private static final String DUE = """
            UPDATE file_task SET due_at = :at WHERE record_id = :record AND file_id = :file AND kind = :kind
            """;
    private static final String DONE = """
            DELETE FROM file_task WHERE record_id = :record AND file_id = :file AND kind = :kind
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    FileTasks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    enum Kind {
        /// Renewed with each piece of a file.
        COPY(Duration.ofSeconds(20)),
        /// Longer than a file may take.
        READ(Duration.ofSeconds(90));

        private final Duration lease;

        Kind(Duration lease) {
            this.lease = lease;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param attempts how many began, this one included
    record Task(Kind kind, NamedFile file, int attempts) {}

    Optional<Task> claim(Kind kind) {
        Instant now = clock.instant();
        return jdbc.sql(CLAIM)
                .param("lease", Timestamp.from(now.plus(kind.lease)))
                .param("kind", kind.code())
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Task(kind, file(row), row.getInt("attempts")))
                .optional();
    }

    /// In the transaction that makes it necessary.
    void add(Kind kind, NamedFile file) {
        jdbc.sql("INSERT INTO file_task (record_id, file_id, kind, due_at) VALUES (?, ?, ?, ?)")
                .params(file.record(), file.file().value(), kind.code(), Timestamp.from(clock.instant()))
                .update();
    }

    void renew(Task task) {
        due(task, clock.instant().plus(task.kind().lease));
    }

    /// Later each time: one second, two, four, and at last every ten minutes.
    void again(Task task) {
        Duration pause = Duration.ofSeconds(1L << Math.min(task.attempts() - 1, MOST_DOUBLINGS));
        due(task, clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    void done(Task task) {
        of(task, DONE).update();
    }

    long waiting() {
        return jdbc.sql("SELECT count(*) FROM file_task").query(Long.class).single();
    }

    private void due(Task task, Instant at) {
        of(task, DUE).param("at", Timestamp.from(at)).update();
    }

    private JdbcClient.StatementSpec of(Task task, String sql) {
        return jdbc.sql(sql)
                .param("record", task.file().record())
                .param("file", task.file().file().value())
                .param("kind", task.kind().code());
    }

    private static NamedFile file(ResultSet row) throws SQLException {
        return new NamedFile(
                row.getObject("record_id", UUID.class),
                new FileId(row.getObject("file_id", UUID.class)),
                row.getInt("number"),
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                row.getLong("seq"),
                new PersonId(row.getObject("sender_id", UUID.class)),
                row.getTimestamp("accepted_at").toInstant(),
                new KeyId(row.getObject("key_id", UUID.class)),
                row.getString("region"));
    }
}
