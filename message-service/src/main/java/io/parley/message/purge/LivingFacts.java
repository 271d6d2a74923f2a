package io.parley.message.purge;

import io.parley.platform.retention.DestructionApi.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Looks for what may be due. Changes of membership, roles and settings have no content and are never looked at.
///
/// A reaction is of its message's class, a title is text; a recall goes as metadata, after its message.
@Repository
class LivingFacts {

    private static final String COLUMNS = """
            m.conversation_id, m.seq, m.accepted_at_ms, m.sender_id,
            CASE WHEN m.change = 'recalled' THEN 'metadata'
                 WHEN coalesce(m.content_type, CASE WHEN m.change = 'reacted' THEN (
                     SELECT o.content_type FROM message o
                     WHERE o.conversation_id = m.conversation_id AND o.command_id = m.message_id) END)
                     IN ('file', 'image', 'voice', 'video') THEN 'file' ELSE 'text' END AS kind
            """;
    private static final String LIVING = "has_content(m.change, m.detail)";
    private static final String RANGES = "SELECT " + COLUMNS + """
            FROM message m
            WHERE m.conversation_id = ? AND m.seq BETWEEN ? AND ? AND m.seq > ?
            AND\s""" + LIVING + " ORDER BY m.seq LIMIT ?";

    /// The first fact of a conversation that is left tells whether anything in it can be due: numbers grow with time.
    private static final String OLD = "SELECT " + COLUMNS + """
            FROM conversation c
            LEFT JOIN conversation_purge p ON p.conversation_id = c.conversation_id
            CROSS JOIN LATERAL (
                SELECT CASE WHEN c.conversation_id = :conversation THEN greatest(coalesce(p.purged_to, 0), :seq)
                    ELSE coalesce(p.purged_to, 0) END AS seq) done
            CROSS JOIN LATERAL (
                SELECT m.accepted_at_ms FROM message m WHERE m.conversation_id = c.conversation_id AND m.seq > done.seq
                    AND %1$s ORDER BY m.seq LIMIT 1) oldest
            CROSS JOIN LATERAL (
                SELECT * FROM message m WHERE m.conversation_id = c.conversation_id AND m.seq > done.seq
                    AND %1$s ORDER BY m.seq LIMIT :limit) m
            WHERE c.conversation_id >= :conversation AND (:any OR c.conversation_id = ANY (:conversations))
                AND oldest.accepted_at_ms < :before AND m.accepted_at_ms < :before
            ORDER BY c.conversation_id, m.seq LIMIT :limit
            """.formatted(LIVING);

    private final JdbcClient jdbc;
    private final int batch;

    LivingFacts(JdbcClient jdbc, PurgeProperties properties) {
        this.jdbc = jdbc;
        this.batch = properties.batch();
    }

    /// Those between two numbers, both included, that come after `after`; at most a batch, ascending.
    List<Living> between(UUID conversation, long first, long last, long after) {
        return jdbc.sql(RANGES)
                .params(conversation, first, last, after, batch)
                .query(LivingFacts::living)
                .list();
    }

    /// Those of any conversation that are older than an instant, in the order of conversations and numbers; at most a
    /// batch, whether anything happened in them since or not.
    ///
    /// @param after null: from the beginning
    List<Living> old(Reach reach, long beforeMs, @Nullable Living after) {
        List<UUID> named = reach.conversationIds();
        return jdbc.sql(OLD)
                .param("conversation", after == null ? new UUID(0, 0) : after.conversation())
                .param("seq", after == null ? 0 : after.seq())
                .param("any", named == null)
                .param("conversations", new SqlArrayValue("uuid", named == null ? new Object[0] : named.toArray()))
                .param("before", beforeMs)
                .param("limit", batch)
                .query(LivingFacts::living)
                .list();
    }

    int batch() {
        return batch;
    }

    private static Living living(ResultSet row, int number) throws SQLException {
        return new Living(
                row.getObject("conversation_id", UUID.class),
                row.getLong("seq"),
                row.getLong("accepted_at_ms"),
                row.getObject("sender_id", UUID.class),
                row.getString("kind"));
    }
}
