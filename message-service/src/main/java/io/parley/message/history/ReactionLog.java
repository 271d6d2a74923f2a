package io.parley.message.history;

import io.parley.contracts.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// How messages are reacted to now: per emoji the number of people and the first of them.
@Repository
class ReactionLog {

    private static final int SHOWN = 50;
    private static final String PRESENT = """
            SELECT message_id, emoji, count(*) AS people, (array_agg(person_id ORDER BY seq))[1:%d] AS person_ids
            FROM reaction
            WHERE conversation_id = ? AND message_id = ANY (?) AND NOT removed
            GROUP BY message_id, emoji
            ORDER BY message_id, min(seq)
            """.formatted(SHOWN);

    private final JdbcClient jdbc;

    ReactionLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the order in which each emoji was first used.
    Map<UUID, List<HistoryItem.Reactions>> of(ConversationId conversation, Collection<UUID> messages) {
        Map<UUID, List<HistoryItem.Reactions>> found = new HashMap<>();
        if (!messages.isEmpty()) {
            jdbc.sql(PRESENT)
                    .param(conversation.value())
                    .param(new SqlArrayValue("uuid", messages.toArray()))
                    .query(row -> {
                        found.computeIfAbsent(row.getObject("message_id", UUID.class), _ -> new ArrayList<>())
                                .add(reactions(row));
                    });
        }
        return found;
    }

    private static HistoryItem.Reactions reactions(ResultSet row) throws SQLException {
        UUID[] people = (UUID[]) row.getArray("person_ids").getArray();
        return new HistoryItem.Reactions(row.getString("emoji"), row.getInt("people"), List.of(people));
    }
}
