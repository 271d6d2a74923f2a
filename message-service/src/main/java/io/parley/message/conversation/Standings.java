package io.parley.message.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Where people stand in their conversations, for many people at once.
@Repository
class Standings {

    private static final String OF_PEOPLE = """
            SELECT m.person_id, m.conversation_id, c.last_seq, m.read_seq, coalesce(p.purges, 0) AS purges
            FROM member m JOIN conversation c ON c.conversation_id = m.conversation_id
            LEFT JOIN conversation_purge p ON p.conversation_id = m.conversation_id
            WHERE m.person_id = ANY (?) AND m.until_seq IS NULL
            ORDER BY m.conversation_id
            """;

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param purges the number of the conversation's last purge
    record Standing(UUID conversationId, long lastSeq, long readSeq, long purges) {}

    /// Of each person in all conversations they are in; whoever is in none is left out.
    Map<UUID, List<Standing>> of(Collection<UUID> people) {
        Map<UUID, List<Standing>> standings = new HashMap<>();
        jdbc.sql(OF_PEOPLE).param(new SqlArrayValue("uuid", people.toArray())).query(row -> {
            standings
                    .computeIfAbsent(row.getObject("person_id", UUID.class), _ -> new ArrayList<>())
                    .add(new Standing(
                            row.getObject("conversation_id", UUID.class),
                            row.getLong("last_seq"),
                            row.getLong("read_seq"),
                            row.getLong("purges")));
        });
        return standings;
    }
}
