package io.parley.consent.watermark;

import io.parley.contracts.Topics;
import io.parley.platform.problem.DomainException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The one row that both sides move under the lock: the latest effective time and the latest watermark. Epoch
/// milliseconds.
@Repository
class BasisClock {

    private static final Logger LOG = LoggerFactory.getLogger(BasisClock.class);
    /// "basis" in ASCII; any constant that nothing else in this database uses will do.
    private static final long LOCK = 0x6261736973L;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration tolerance;

    BasisClock(JdbcClient jdbc, Clock clock, WatermarkProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.tolerance = properties.clockTolerance();
    }

    record Reading(long effectiveAtMs, long watermarkMs) {}

    /// Waits for the lock, which is held until the transaction ends and freed only after its commit is visible.
    ///
    /// @return now, read after the lock was there
    long lockAndRead(Duration longest) {
        try {
            jdbc.sql("SELECT set_config('lock_timeout', :longest, true)")
                    .param("longest", longest.toMillis() + "ms")
                    .query(String.class)
                    .single();
            long databaseMs = jdbc.sql(
                            "SELECT pg_advisory_xact_lock(:lock), (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                    .param("lock", LOCK)
                    .query((row, number) -> row.getLong(2))
                    .single();
            return agreed(clock.millis(), databaseMs);
        } catch (UncategorizedSQLException e) {
            if (e.getCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                throw DomainException.unavailable("the lock of basis changes", e);
            }
            throw e;
        }
    }

    /// One clock that ran ahead would carry all later withdrawals into the future. Two clocks rarely fail alike.
    private long agreed(long ourMs, long databaseMs) {
        if (Math.abs(ourMs - databaseMs) > tolerance.toMillis()) {
            LOG.error("Clocks differ by {} ms: no basis change and no watermark until they agree", ourMs - databaseMs);
            throw DomainException.unavailable("an agreed time", null);
        }
        return ourMs;
    }

    /// @return the first of so many instants
    long advanceEffective(long nowMs, int count) {
        return jdbc.sql("""
                UPDATE basis_clock
                SET effective_at_ms = greatest(:now, effective_at_ms + 1, watermark_ms + 1) + :more
                RETURNING effective_at_ms - :more""")
                .param("now", nowMs)
                .param("more", count - 1)
                .query(Long.class)
                .single();
    }

    Reading read() {
        return jdbc.sql("SELECT effective_at_ms, watermark_ms FROM basis_clock")
                .query((row, number) -> new Reading(row.getLong(1), row.getLong(2)))
                .single();
    }

    void saveWatermark(long watermarkMs) {
        jdbc.sql("UPDATE basis_clock SET watermark_ms = :watermark")
                .param("watermark", watermarkMs)
                .update();
    }

    /// The first basis change that is committed and not yet known to be in Kafka.
    Optional<byte[]> oldestUnsent() {
        return jdbc.sql("SELECT payload FROM outbox WHERE topic = :topic ORDER BY id LIMIT 1")
                .param("topic", Topics.BASIS)
                .query(byte[].class)
                .optional();
    }
}
