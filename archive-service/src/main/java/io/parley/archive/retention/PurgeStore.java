package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Destroys through the database's own functions, which check holds and policies once more: this role cannot delete.
@Repository
class PurgeStore {

    private static final String COUNT = "SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM ";

    private final JdbcClient jdbc;

    PurgeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A sweep under way.
    record Sweep(SweepId id, Instant startedAt) {}

    /// One that was cut short and has no certificate yet.
    Optional<Sweep> open() {
        return jdbc.sql("""
                SELECT sweep_id, started_at FROM retention_sweep
                WHERE sweep_id NOT IN (SELECT sweep_id FROM retention_certificate) ORDER BY sweep_id LIMIT 1""")
                .query((row, n) -> new Sweep(
                        new SweepId(row.getObject(1, UUID.class)),
                        row.getTimestamp(2).toInstant()))
                .optional();
    }

    void begin(Sweep sweep) {
        jdbc.sql("INSERT INTO retention_sweep (sweep_id, started_at) VALUES (:id, :at) ON CONFLICT DO NOTHING")
                .param("id", sweep.id().value())
                .param("at", sweep.startedAt().atOffset(UTC))
                .update();
    }

    /// @return how many were destroyed: not those that a hold covers by now
    long purge(Sweep sweep, PolicyId policy, long steps, Collection<Retainable> due) {
        return purge("purge_records", sweep, policy, steps, due);
    }

    /// @return how many were destroyed: not those that a hold covers by now
    long purgeReceipts(Sweep sweep, PolicyId policy, long steps, Collection<Retainable> due) {
        return purge("purge_receipts", sweep, policy, steps, due);
    }

    private long purge(String function, Sweep sweep, PolicyId policy, long steps, Collection<Retainable> due) {
        return jdbc.sql(COUNT + function + "(:sweep, :policy, :steps, :conversations, :seqs, :times)")
                .param("sweep", sweep.id().value())
                .param("policy", policy.value())
                .param("steps", steps)
                .param(
                        "conversations",
                        array("uuid", due, one -> one.conversation().value()))
                .param("seqs", array("bigint", due, Retainable::seq))
                .param(
                        "times",
                        array("timestamptz", due, one -> one.acceptedAt().toString()))
                .query(Long.class)
                .single();
    }

    /// All of a month, or nothing.
    long purge(Sweep sweep, Collection<PolicyId> policies, long steps, YearMonth month) {
        return jdbc.sql(COUNT + "purge_month(:sweep, :policies, :steps, :month)")
                .param("sweep", sweep.id().value())
                .param("policies", array("uuid", policies, PolicyId::value))
                .param("steps", steps)
                .param("month", month.atDay(1).atStartOfDay().atOffset(UTC))
                .query(Long.class)
                .single();
    }

    /// The months (UTC) that have records, oldest first.
    List<YearMonth> months() {
        return jdbc.sql("""
                SELECT right(c.relname, 7) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'record'::regclass AND EXISTS (SELECT FROM record r
                    WHERE r.accepted_at >= to_timestamp(right(c.relname, 7) || '-01 UTC', 'YYYY_MM-DD TZ')
                      AND r.accepted_at < to_timestamp(right(c.relname, 7) || '-01 UTC', 'YYYY_MM-DD TZ')
                          + interval '1 month')
                ORDER BY 1""")
                .query((row, n) -> YearMonth.parse(row.getString(1).replace('_', '-')))
                .list();
    }

    private static <T> SqlArrayValue array(String type, Collection<T> rows, Function<T, ?> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }
}
