package io.parley.platform.outbox;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// Gapless numbers, given out in the transaction that uses them. A sequence would not do: it counts what is rolled
/// back.
/// A single counter would not do either: its row would be held until each commit is on disk, one after the other, and a
/// transaction that has still something to lock could wait for one that waits for the counter.
final class OutboxNumbers {

    private static final String TAKE = """
            UPDATE outbox_number AS n SET last = n.last + ?
            FROM (SELECT stream FROM outbox_number ORDER BY stream LIMIT 1 FOR UPDATE SKIP LOCKED) AS free
            WHERE n.stream = free.stream
            RETURNING n.stream, n.last""";

    private static final String BEGIN = "INSERT INTO outbox_number (last) VALUES (?) RETURNING stream, last";

    private final JdbcTemplate jdbc;

    OutboxNumbers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// @param first of as many numbers as were asked for
    record Run(UUID stream, long first) {
        static final Run NONE = new Run(new UUID(0, 0), 0);
    }

    Run take(int count) {
        RowMapper<Run> run = (row, _) -> new Run(row.getObject(1, UUID.class), row.getLong(2) - count + 1);
        List<Run> free = jdbc.query(TAKE, run, count);
        return free.isEmpty() ? Objects.requireNonNull(jdbc.queryForObject(BEGIN, run, count)) : free.getFirst();
    }
}
