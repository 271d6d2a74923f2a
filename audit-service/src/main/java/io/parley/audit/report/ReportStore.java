package io.parley.audit.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The events that a report is made of, some thousand at a time: memory does not grow with the log.
@Repository
class ReportStore {

    private static final int AT_ONCE = 2000;

    private static final String SELECT = """
            SELECT entry_index, at, actor_id, action, object_id, outcome, case_ref,
                   coalesce(cardinality(affected), 0), body
            FROM event WHERE at >= :from AND at < :to AND entry_index > :after""";

    private static final String END = " ORDER BY entry_index LIMIT :limit";

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param salt with the body it opens the commitment
    record Opening(long index, byte[] salt, String body) {

        @Override
        public String toString() {
            return "Opening[" + index + "]";
        }
    }

    /// Ascending by place in the log.
    void each(Instant from, Instant to, Collection<String> actions, Consumer<ReportEvent> taker) {
        each(SELECT + " AND action = ANY (:actions)" + END, from, to, actions, taker);
    }

    void eachRefused(Instant from, Instant to, Consumer<ReportEvent> taker) {
        each(SELECT + " AND outcome = 'refused' AND :actions IS NOT NULL" + END, from, to, List.of(), taker);
    }

    /// Spread evenly over the time.
    List<Opening> sample(Instant from, Instant to, int most) {
        return jdbc.sql("""
                        WITH bounds AS (
                            SELECT min(entry_index) AS first, max(entry_index) AS last FROM event
                            WHERE at >= :from AND at < :to)
                        SELECT DISTINCT e.entry_index, e.salt, e.body
                        FROM bounds, generate_series(first, last, greatest(1, (last - first + 1) / :most)) AS wanted,
                             LATERAL (SELECT entry_index, salt, body FROM event
                                WHERE at >= :from AND at < :to AND entry_index >= wanted
                                ORDER BY entry_index LIMIT 1) AS e
                        ORDER BY e.entry_index""")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Opening(row.getLong(1), row.getBytes(2), row.getString(3)))
                .list();
    }

    long missing() {
        return jdbc.sql("""
                        SELECT coalesce(sum(last_number - first_number + 1), 0)::bigint
                        FROM event_gap WHERE reported_at IS NOT NULL""").query(Long.class).single();
    }

    private void each(String sql, Instant from, Instant to, Collection<String> actions, Consumer<ReportEvent> taker) {
        long after = -1;
        List<ReportEvent> some;
        do {
            some = jdbc.sql(sql)
                    .param("from", from.atOffset(ZoneOffset.UTC))
                    .param("to", to.atOffset(ZoneOffset.UTC))
                    .param("after", after)
                    .param("actions", new SqlArrayValue("text", actions.toArray()))
                    .param("limit", AT_ONCE)
                    .query(ReportStore::event)
                    .list();
            some.forEach(taker);
            after = some.isEmpty() ? after : some.getLast().index();
        } while (some.size() == AT_ONCE);
    }

    private static ReportEvent event(ResultSet row, int number) throws SQLException {
        return new ReportEvent(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                ReportEvent.parsed(row.getString(9)));
    }
}
