package io.parley.archive.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Has one instance sweep at a time: the one whose connection holds the lock. It ends with the connection, so with the
/// process.
@Component
class SweepTurn {

    private static final String LOCK = "hashtext('retention_sweep')";

    private final JdbcTemplate jdbc;
    private final RetentionSweep sweep;
    private final Counter purged;

    SweepTurn(JdbcTemplate jdbc, RetentionSweep sweep, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.sweep = sweep;
        this.purged = Counter.builder("parley.archive.purged")
                .description("Archived records that retention destroyed")
                .register(metrics);
    }

    /// At a fixed rate, for then it has a thread of its own: a long sweep keeps nothing else up.
    @Scheduled(fixedRateString = "${parley.retention.every:1h}")
    void sweepIfNobodyElseDoes() {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            boolean mine = ask(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")");
            if (mine) {
                try {
                    purged.increment(sweep.run());
                } finally {
                    ask(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
                }
            }
            return mine;
        });
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
