package io.parley.archive.search;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which generations of the index key words may lie under: one, and while a rotation runs the one before it too.
@Repository
class IndexGenerations {

    private static final String IN_USE = """
            SELECT generation FROM index_generation
            WHERE generation >= (SELECT max(generation) FROM index_generation WHERE filled_at IS NOT NULL)
            ORDER BY generation
            """;

    private final JdbcClient jdbc;

    IndexGenerations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Ascending; the last is the one to write with.
    List<Integer> inUse() {
        return jdbc.sql(IN_USE).query((row, n) -> row.getInt(1)).list();
    }

    int newest() {
        return inUse().getLast();
    }

    /// Until the transaction ends, no rotation begins. Begin of a rotation takes this lock alone.
    void pin() {
        jdbc.sql("SELECT pg_advisory_xact_lock_shared(hashtext('index_generation'))")
                .query(rs -> {});
    }
}
