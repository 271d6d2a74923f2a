package io.parley.platform.idempotency;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The answers given to keyed requests, kept for a day.
final class IdempotentRequests {

    private static final Duration KEPT = Duration.ofDays(1);
    /// A request that did not finish in this time died with its process; the next one may run.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final Clock clock;

    IdempotentRequests(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    sealed interface Begin {
        /// Nobody did this yet: run it, then finish or abandon.
        record Fresh() implements Begin {}

        record Done(Answer answer) implements Begin {}

        record Running() implements Begin {}

        record Mismatch() implements Begin {}
    }

    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] body) {}

    Begin begin(String caller, String key, byte[] hash) {
        Instant now = clock.instant();
        int inserted = jdbc.update(
                """
                INSERT INTO idempotent_request AS r (caller, request_key, request_hash, started_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (caller, request_key) DO UPDATE
                SET request_hash = excluded.request_hash, started_at = excluded.started_at,
                    status = NULL, content_type = NULL, location = NULL, body = NULL
                WHERE r.started_at < ? OR (r.status IS NULL AND r.request_hash = excluded.request_hash AND r.started_at < ?)
                """,
                caller,
                key,
                hash,
                Timestamp.from(now),
                Timestamp.from(now.minus(KEPT)),
                Timestamp.from(now.minus(LONGEST_RUN)));
        return inserted == 1 ? new Begin.Fresh() : known(caller, key, hash);
    }

    private Begin known(String caller, String key, byte[] hash) {
        List<Begin> found = jdbc.query(
                "SELECT request_hash, status, content_type, location, body FROM idempotent_request"
                        + " WHERE caller = ? AND request_key = ?",
                (row, number) -> {
                    if (!Arrays.equals(hash, row.getBytes(1))) {
                        return new Begin.Mismatch();
                    }
                    int status = row.getInt(2);
                    return row.wasNull()
                            ? new Begin.Running()
                            : new Begin.Done(new Answer(status, row.getString(3), row.getString(4), row.getBytes(5)));
                },
                caller,
                key);
        return found.isEmpty() ? new Begin.Running() : found.getFirst();
    }

    void finish(String caller, String key, Answer answer) {
        jdbc.update(
                "UPDATE idempotent_request SET status = ?, content_type = ?, location = ?, body = ?"
                        + " WHERE caller = ? AND request_key = ?",
                answer.status(),
                answer.contentType(),
                answer.location(),
                answer.body(),
                caller,
                key);
    }

    void abandon(String caller, String key) {
        jdbc.update(
                "DELETE FROM idempotent_request WHERE caller = ? AND request_key = ? AND status IS NULL", caller, key);
    }

    int forgetOld() {
        return jdbc.update(
                "DELETE FROM idempotent_request WHERE started_at < ?",
                Timestamp.from(clock.instant().minus(KEPT)));
    }
}
