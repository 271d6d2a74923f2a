package io.parley.message.purge;

import io.parley.platform.retention.AppliedApi.Applied;
import io.parley.platform.retention.DestructionApi.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Puts tombstones in the place of messages through the database's own function: this role cannot change what was
/// accepted. To be called in a transaction.
@Repository
class Tombstones {

    private static final String BURY = """
            SELECT conversation, purge_number, from_seq, to_seq, decision FROM purge_messages(?, ?, ?, ?)
            ORDER BY conversation, purge_number
            """;

    /// All reactions to a post that is gone; of a reaction that is gone, itself.
    private static final String REACTIONS = """
            DELETE FROM reaction r USING unnest(?, ?) AS k (conversation_id, seq), message m
            WHERE m.conversation_id = k.conversation_id AND m.seq = k.seq AND m.change = 'purged'
                AND r.conversation_id = m.conversation_id AND r.message_id = m.message_id
                AND (m.command_id = m.message_id OR r.seq = m.seq)
            """;
    private static final String RUNS = """
            SELECT conversation_id, number, first_seq, last_seq, decision_id FROM purge
            WHERE conversation_id = ? AND number > ? ORDER BY number LIMIT ?
            """;
    private static final String APPLIED = """
            SELECT coalesce(sum(last_seq - first_seq + 1), 0), count(DISTINCT conversation_id),
                   to_timestamp(max(at_ms) / 1000.0)
            FROM purge WHERE decision_id = ?
            """;

    private final JdbcClient jdbc;

    Tombstones(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return what was still there
    List<PurgeRun> bury(Collection<Due> due, Instant now) {
        SqlArrayValue conversations = array("uuid", due, Due::conversationId);
        SqlArrayValue seqs = array("int8", due, Due::seq);
        List<PurgeRun> runs = jdbc.sql(BURY)
                .params(conversations, seqs, array("uuid", due, Due::decisionId), now.toEpochMilli())
                .query(Tombstones::run)
                .list();
        if (!runs.isEmpty()) {
            jdbc.sql(REACTIONS).params(conversations, seqs).update();
        }
        return runs;
    }

    List<PurgeRun> after(UUID conversation, long number, int limit) {
        return jdbc.sql(RUNS)
                .params(conversation, number, limit)
                .query(Tombstones::run)
                .list();
    }

    Applied applied(UUID decision) {
        return jdbc.sql(APPLIED)
                .param(decision)
                .query((row, n) -> new Applied(row.getLong(1), row.getLong(2), instant(row.getTimestamp(3))))
                .single();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static PurgeRun run(ResultSet row, int number) throws SQLException {
        return new PurgeRun(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, UUID.class));
    }

    private static <T> SqlArrayValue array(String type, Collection<T> rows, Function<T, ?> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }
}
