package io.parley.archive.feed;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The append-only table `feed_page`, which gives archived decisions their numbers.
@Repository
class FeedPages {

    private static final String SETTLED = """
            SELECT coalesce((SELECT settled FROM feed_page ORDER BY first_seq DESC LIMIT 1), 0) AS settled,
                pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest
            """;
    private static final String UNNUMBERED = """
            SELECT s.seal_id FROM seal s
            WHERE s.seal_id > ? AND NOT EXISTS (SELECT FROM feed_page p WHERE p.seal_id = s.seal_id)
            ORDER BY s.seal_id LIMIT ?
            """;
    private static final String NUMBER = """
            INSERT INTO feed_page (first_seq, last_seq, seal_id, settled, leaves)
            SELECT last - cardinality(leaves) + 1, last, seal_id, :settled, leaves
            FROM (
                SELECT seal_id, leaves, coalesce((SELECT last_seq FROM feed_page ORDER BY first_seq DESC LIMIT 1), 0)
                    + sum(cardinality(leaves)) OVER (ORDER BY seal_id) AS last
                FROM (
                    SELECT d.seal_id, array_agg(d.leaf ORDER BY d.leaf) AS leaves
                    FROM disposition d WHERE d.seal_id = ANY (:seals) AND d.outcome = 'archived'
                    GROUP BY d.seal_id) AS found) AS numbered
            ORDER BY seal_id
            """;

    private final JdbcClient jdbc;

    FeedPages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param settled every seal up to this one that will ever be there is numbered
    /// @param oldest no transaction older than this one runs any more
    record Horizon(long settled, long oldest) {}

    /// Whether nobody else numbers, until the transaction ends.
    boolean claim() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('feed_page'))")
                .query(Boolean.class)
                .single();
    }

    Horizon horizon() {
        return jdbc.sql(SETTLED)
                .query((row, n) -> new Horizon(row.getLong(1), row.getLong(2)))
                .single();
    }

    List<Long> unnumbered(long above, int most) {
        return jdbc.sql(UNNUMBERED)
                .params(above, most)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /// @return how many of them had something to number
    int number(List<Long> seals, long settled) {
        return jdbc.sql(NUMBER)
                .param("seals", new SqlArrayValue("bigint", seals.toArray()))
                .param("settled", settled)
                .update();
    }

    /// Transactions that begin to write from now on have this number or a later one.
    long next() {
        return jdbc.sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                .query(Long.class)
                .single();
    }

    /// The last number given; 0 before the first.
    long last() {
        return jdbc.sql("SELECT coalesce((SELECT last_seq FROM feed_page ORDER BY first_seq DESC LIMIT 1), 0)")
                .query(Long.class)
                .single();
    }
}
