package io.parley.message.history;

import io.parley.contracts.ConversationId;
import io.parley.message.fact.FactRows;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The record of a conversation, read in runs.
@Repository
class MessageLog {

    private static final String RUN = """
            SELECT %s, EXISTS (SELECT FROM message r WHERE r.conversation_id = m.conversation_id
                AND r.message_id = m.message_id AND r.change = 'recalled') AS withheld
            FROM message m JOIN conversation c ON c.conversation_id = m.conversation_id
            WHERE m.conversation_id = ? AND m.seq > ? AND m.seq <= ?
            """.formatted(FactRows.COLUMNS);

    private static final FactRows FACT_ROWS = new FactRows();

    private final JdbcClient jdbc;

    MessageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The first ones after `after` and up to `to`, ascending.
    List<LoggedFact> first(ConversationId conversation, long after, long to, int limit) {
        return query(RUN + "ORDER BY m.seq LIMIT ?", conversation, after, to, limit);
    }

    /// The last ones up to `to`, ascending. Number 0, the opening, is not part of what was said.
    List<LoggedFact> last(ConversationId conversation, long to, int limit) {
        return query(RUN + "ORDER BY m.seq DESC LIMIT ?", conversation, 0, to, limit)
                .reversed();
    }

    private List<LoggedFact> query(String sql, ConversationId conversation, long after, long to, int limit) {
        return jdbc.sql(sql)
                .param(conversation.value())
                .param(after)
                .param(to)
                .param(limit)
                .query((row, number) -> new LoggedFact(FACT_ROWS.mapRow(row, number), row.getBoolean("withheld")))
                .list();
    }
}
