package io.parley.consent.leaver;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OffboardingStore {

    private final JdbcClient jdbc;

    OffboardingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Leaving(Instant leftAt, @Nullable Instant returnedAt) {}

    record StepState(
            Step step, boolean done, int attempts, @Nullable String lastError, Instant at, int conversations) {}

    void begin(PersonId person, Instant leftAt) {
        jdbc.sql("INSERT INTO offboarding (person_id, left_at) VALUES (:person, :leftAt)")
                .param("person", person.value())
                .param("leftAt", leftAt.atOffset(UTC))
                .update();
        for (Step step : Step.values()) {
            jdbc.sql("""
                    INSERT INTO offboarding_step (person_id, left_at, step, state, attempts, at)
                    VALUES (:person, :leftAt, :step, :state, :attempts, :leftAt)""")
                    .param("person", person.value())
                    .param("leftAt", leftAt.atOffset(UTC))
                    .param("step", step.code())
                    .param("state", step.immediate() ? "done" : "pending")
                    .param("attempts", step.immediate() ? 1 : 0)
                    .update();
        }
    }

    void returned(PersonId person, Instant at) {
        jdbc.sql("UPDATE offboarding SET returned_at = :at WHERE person_id = :person AND returned_at IS NULL")
                .param("at", at.atOffset(UTC))
                .param("person", person.value())
                .update();
    }

    /// The lock keeps other instances off this step while it is tried.
    Optional<Task> lockNext(Instant now) {
        return jdbc.sql("""
                SELECT s.person_id, s.left_at, o.returned_at, s.step, s.attempts, s.conversations
                FROM offboarding_step s JOIN offboarding o USING (person_id, left_at)
                WHERE s.state = 'pending' AND s.at <= :now
                ORDER BY s.at LIMIT 1 FOR UPDATE OF s SKIP LOCKED""")
                .param("now", now.atOffset(UTC))
                .query((row, number) -> new Task(
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getTimestamp("left_at").toInstant(),
                        time(row, "returned_at"),
                        Step.of(row.getString("step")),
                        row.getInt("attempts"),
                        row.getInt("conversations")))
                .optional();
    }

    /// @param at when it was done, or is tried next
    void record(Task task, boolean done, @Nullable String error, int conversations, Instant at) {
        jdbc.sql("""
                UPDATE offboarding_step
                SET state = :state, attempts = :attempts, last_error = :error, at = :at, conversations = :conversations
                WHERE person_id = :person AND left_at = :leftAt AND step = :step""")
                .param("state", done ? "done" : "pending")
                .param("attempts", task.attempts() + 1)
                .param("error", error)
                .param("at", at.atOffset(UTC))
                .param("conversations", conversations)
                .param("person", task.person().value())
                .param("leftAt", task.leftAt().atOffset(UTC))
                .param("step", task.step().code())
                .update();
    }

    boolean finished(PersonId person, Instant leftAt) {
        return jdbc.sql("""
                SELECT NOT EXISTS (SELECT FROM offboarding_step
                    WHERE person_id = :person AND left_at = :leftAt AND state = 'pending')""")
                .param("person", person.value())
                .param("leftAt", leftAt.atOffset(UTC))
                .query(Boolean.class)
                .single();
    }

    long pending() {
        return jdbc.sql("SELECT count(*) FROM offboarding_step WHERE state = 'pending'")
                .query(Long.class)
                .single();
    }

    Optional<Leaving> latest(PersonId person) {
        return jdbc.sql("""
                SELECT left_at, returned_at FROM offboarding WHERE person_id = :person
                ORDER BY left_at DESC LIMIT 1""")
                .param("person", person.value())
                .query((row, number) -> new Leaving(row.getTimestamp(1).toInstant(), time(row, "returned_at")))
                .optional();
    }

    List<StepState> steps(PersonId person, Instant leftAt) {
        return jdbc.sql("SELECT * FROM offboarding_step WHERE person_id = :person AND left_at = :leftAt")
                .param("person", person.value())
                .param("leftAt", leftAt.atOffset(UTC))
                .query((row, number) -> new StepState(
                        Step.of(row.getString("step")),
                        row.getString("state").equals("done"),
                        row.getInt("attempts"),
                        row.getString("last_error"),
                        row.getTimestamp("at").toInstant(),
                        row.getInt("conversations")))
                .list();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
