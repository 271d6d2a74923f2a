package io.parley.archive.file;

import io.parley.archive.file.FileTasks.Task;
import io.parley.archive.seal.Link;
import io.parley.archive.seal.Seals;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Writes down what became of a file, once, together with its seal and with what is to be done next.
@Repository
class FileLedger {

    private static final String OUTCOME = """
            INSERT INTO file_outcome (record_id, file_id, outcome, reason, decided_at, size, commitment, seal_id, leaf)
            VALUES (:record, :file, :outcome, :reason, :at, :size, :commitment, :seal, 0)
            """;
    private static final String OBJECT = """
            INSERT INTO file_object (object_id, record_id, file_id, size, wrapped_key, about) VALUES (?, ?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final Seals seals;
    private final FileTasks tasks;
    private final TransactionOperations transactions;
    private final Clock clock;

    FileLedger(JdbcClient jdbc, Seals seals, FileTasks tasks, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.tasks = tasks;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @return false when somebody else was faster, or the version is not there any more
    boolean record(Task task, Outcome outcome) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            transactions.executeWithoutResult(status -> {
                switch (outcome) {
                    case Outcome.Copied copied -> copied(task, copied, now);
                    case Outcome.Absent absent ->
                        outcome(new FileEntry(
                                task.file(), "absent", absent.reason().code(), now, 0, null));
                }
                tasks.done(task);
            });
            return true;
        } catch (DataIntegrityViolationException decidedOrDropped) {
            return false;
        }
    }

    private void copied(Task task, Outcome.Copied copied, Instant now) {
        outcome(new FileEntry(task.file(), "archived", "", now, copied.size(), copied.commitment()));
        jdbc.sql(OBJECT)
                .params(
                        copied.object().value(),
                        task.file().record(),
                        task.file().file().value(),
                        copied.size(),
                        copied.wrappedSecret(),
                        copied.about())
                .update();
        tasks.add(FileTasks.Kind.READ, task.file());
    }

    private void outcome(FileEntry entry) {
        byte @Nullable [] commitment = entry.commitment();
        long seal = seals.seal(List.of(Link.NONE.then(entry.text())), entry.at());
        jdbc.sql(OUTCOME)
                .param("record", entry.file().record())
                .param("file", entry.file().file().value())
                .param("outcome", entry.outcome())
                .param("reason", entry.reason().isEmpty() ? null : entry.reason(), Types.VARCHAR)
                .param("at", Timestamp.from(entry.at()))
                .param("size", commitment == null ? null : entry.size(), Types.BIGINT)
                .param("commitment", commitment, Types.BINARY)
                .param("seal", seal)
                .update();
    }
}
