package io.parley.archive.retention;

import io.parley.platform.retention.DestructionApi.Item;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// What the archive knows of messages that lie elsewhere, and what it allowed to destroy there.
@Repository
class DestructionStore {

    private static final String KNOWN = """
            SELECT t.n - 1, d.outcome = 'archived', d.accepted_at, g.sweep_id,
                   CASE WHEN g.sweep_id IS NULL THEN is_held(c, f, d.accepted_at)
                        ELSE is_held_since(c, f, d.accepted_at, g.at) END
            FROM unnest(:conversations, :seqs, :senders) WITH ORDINALITY AS t (c, s, f, n)
            JOIN disposition d ON d.conversation_id = c AND d.seq = s
            LEFT JOIN LATERAL (SELECT * FROM purge p WHERE p.conversation_id = c AND p.from_seq <= s
                ORDER BY p.from_seq DESC LIMIT 1) g ON g.to_seq >= s
            """;
    private static final String ORDER = """
            SELECT conversation, number, fresh
            FROM order_unarchived(:decision, :policy, :steps, :conversations, :seqs, :senders)
            """;

    private final JdbcClient jdbc;

    DestructionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param sweep that destroyed the archive's copy; null: none did
    record Known(
            Item item,
            boolean archived,
            Instant acceptedAt,
            @Nullable UUID sweep,
            boolean held) {}

    /// @param fresh false: it was allowed before, and asked about again
    record Ordered(UUID conversation, long seq, boolean fresh) {}

    /// Until the transaction ends no hold is placed and no policy decided on.
    void lock(long steps) {
        jdbc.sql("SELECT begin_purge(?)").param(steps).query((row, n) -> n).list();
    }

    /// Those of which the archive has decided.
    List<Known> known(List<Item> items) {
        return bound(jdbc.sql(KNOWN), items)
                .query((row, n) -> known(items, row))
                .list();
    }

    private static Known known(List<Item> items, ResultSet row) throws SQLException {
        return new Known(
                items.get(row.getInt(1)),
                row.getBoolean(2),
                row.getTimestamp(3).toInstant(),
                row.getObject(4, UUID.class),
                row.getBoolean(5));
    }

    /// @return those that may go, checked once more by the database
    List<Ordered> order(UUID decision, PolicyId policy, long steps, List<Item> due) {
        return bound(jdbc.sql(ORDER), due)
                .param("decision", decision)
                .param("policy", policy.value())
                .param("steps", steps)
                .query((row, n) -> new Ordered(row.getObject(1, UUID.class), row.getLong(2), row.getBoolean(3)))
                .list();
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement, Collection<Item> items) {
        return statement
                .param("conversations", array("uuid", items, Item::conversationId))
                .param("seqs", array("bigint", items, Item::seq))
                .param("senders", array("uuid", items, Item::senderId));
    }

    private static <T> SqlArrayValue array(String type, Collection<T> rows, Function<T, ?> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }
}
