package io.parley.message.history;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.message.fact.FactRows;
import io.parley.message.visibility.Visible;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The record of a conversation, read in runs. One statement per span that the reader may see; nearly always one.
@Repository
class MessageLog {

    /// `OFFSET 0` keeps the look for a recall one look a row: else PostgreSQL may read every recall of the region
    /// first.
    private static final String FACTS = """
            SELECT %s, EXISTS (SELECT FROM message r WHERE r.conversation_id = m.conversation_id
                AND r.message_id = m.message_id AND r.change = 'recalled' OFFSET 0) AS withheld
            """.formatted(FactRows.COLUMNS);
    private static final String RUN = FACTS + """
            FROM message m JOIN conversation c ON c.conversation_id = m.conversation_id
            WHERE m.conversation_id = ? AND m.seq > ? AND m.seq <= ?
            """;
    private static final String THREAD = """
            WITH said AS (
                SELECT seq, message_id FROM message WHERE conversation_id = ? AND thread_id = ?
                UNION ALL
                SELECT seq, message_id FROM message WHERE conversation_id = ? AND command_id = ? AND change = 'posted'),
            thread AS (
                SELECT seq FROM said
                UNION ALL
                SELECT e.seq FROM said JOIN message e ON e.conversation_id = ? AND e.message_id = said.message_id
                    AND e.change = 'edited')
            """ + FACTS + """
            FROM thread t JOIN message m ON m.conversation_id = ? AND m.seq = t.seq
            JOIN conversation c ON c.conversation_id = m.conversation_id
            WHERE m.seq > ? AND m.seq <= ?
            ORDER BY m.seq LIMIT ?
            """;
    private static final String MESSAGE = FACTS + """
            FROM message m JOIN conversation c ON c.conversation_id = m.conversation_id
            WHERE m.conversation_id = ? AND (m.command_id = ? AND m.change = 'posted'
                OR m.message_id = ? AND m.change = 'edited')
            ORDER BY m.seq
            """;
    private static final String LAST = FACTS + """
            FROM unnest(?, ?) AS k (conversation_id, visible_from)
            JOIN conversation c ON c.conversation_id = k.conversation_id
            LEFT JOIN conversation_purge g ON g.conversation_id = k.conversation_id
            CROSS JOIN LATERAL (
                SELECT * FROM message p
                WHERE p.conversation_id = k.conversation_id AND p.change = 'posted'
                    AND p.seq >= k.visible_from AND p.seq > coalesce(g.purged_to, 0)
                    AND NOT EXISTS (SELECT FROM message r WHERE r.conversation_id = p.conversation_id
                        AND r.message_id = p.message_id AND r.change = 'recalled' OFFSET 0)
                ORDER BY p.seq DESC LIMIT 1) m
            """;
    private static final String LAST_EDITS = FACTS + """
            FROM unnest(?, ?) AS k (conversation_id, message_id)
            JOIN conversation c ON c.conversation_id = k.conversation_id
            CROSS JOIN LATERAL (
                SELECT * FROM message e
                WHERE e.conversation_id = k.conversation_id AND e.message_id = k.message_id AND e.change = 'edited'
                ORDER BY e.seq DESC LIMIT 1) m
            """;
    private static final FactRows FACT_ROWS = new FactRows();

    private final JdbcClient jdbc;

    MessageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The first ones after `after` that may be seen, ascending.
    List<LoggedFact> first(ConversationId conversation, long after, Visible visible, int limit) {
        return ascending(
                after,
                visible,
                limit,
                (from, to, atMost) -> run(RUN + "ORDER BY m.seq LIMIT ?", conversation, from, to, atMost));
    }

    /// The last ones up to `to`, ascending. Number 0, the opening, is not part of what was said.
    List<LoggedFact> last(ConversationId conversation, long to, Visible visible, int limit) {
        List<LoggedFact> found = new ArrayList<>();
        for (Visible.Span span : visible.spans().reversed()) {
            if (found.size() < limit && span.from() <= to) {
                found.addAll(run(
                        RUN + "ORDER BY m.seq DESC LIMIT ?",
                        conversation,
                        Math.max(0, span.from() - 1),
                        Math.min(to, span.to()),
                        limit - found.size()));
            }
        }
        return found.reversed();
    }

    /// The messages of a thread, its first one included, and their edits, ascending.
    List<LoggedFact> thread(ConversationId conversation, MessageId root, long after, Visible visible, int limit) {
        return ascending(
                after,
                visible,
                limit,
                (from, to, atMost) -> list(jdbc.sql(THREAD)
                        .param(conversation.value())
                        .param(root.value())
                        .param(conversation.value())
                        .param(root.value())
                        .param(conversation.value())
                        .param(conversation.value())
                        .param(from)
                        .param(to)
                        .param(atMost)));
    }

    /// A message and its edits as far as they may be seen, ascending.
    List<LoggedFact> message(ConversationId conversation, MessageId message, Visible visible) {
        return list(jdbc.sql(MESSAGE)
                        .param(conversation.value())
                        .param(message.value())
                        .param(message.value()))
                .stream()
                .filter(fact -> visible.contains(fact.event().getSeq()))
                .toList();
    }

    /// The last message of each conversation that was not recalled, from the given number on.
    List<LoggedFact> last(Collection<UUID> conversations, Collection<Long> visibleFrom) {
        return list(jdbc.sql(LAST)
                .param(new SqlArrayValue("uuid", conversations.toArray()))
                .param(new SqlArrayValue("int8", visibleFrom.toArray())));
    }

    /// The last edit of each of these messages that was edited.
    List<LoggedFact> lastEdits(List<LoggedFact> posts) {
        return list(jdbc.sql(LAST_EDITS)
                .param(new SqlArrayValue(
                        "uuid",
                        posts.stream()
                                .map(post -> post.fact().conversationId().value())
                                .toArray()))
                .param(new SqlArrayValue(
                        "uuid",
                        posts.stream()
                                .map(post -> post.fact().messageId().value())
                                .toArray())));
    }

    @FunctionalInterface
    private interface Reading {
        List<LoggedFact> read(long after, long to, int limit);
    }

    private static List<LoggedFact> ascending(long after, Visible visible, int limit, Reading reading) {
        List<LoggedFact> found = new ArrayList<>();
        for (Visible.Span span : visible.spans()) {
            if (found.size() < limit && span.to() > after) {
                found.addAll(reading.read(Math.max(after, span.from() - 1), span.to(), limit - found.size()));
            }
        }
        return found;
    }

    private List<LoggedFact> run(String sql, ConversationId conversation, long after, long to, int limit) {
        return list(
                jdbc.sql(sql).param(conversation.value()).param(after).param(to).param(limit));
    }

    private static List<LoggedFact> list(StatementSpec query) {
        return query.query((row, number) -> new LoggedFact(FACT_ROWS.mapRow(row, number), row.getBoolean("withheld")))
                .list();
    }
}
