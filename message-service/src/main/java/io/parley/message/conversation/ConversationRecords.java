package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Reads conversations for their present members. What the sequence writes is not written here.
@Repository
class ConversationRecords {

    private static final String OWN = """
            SELECT c.conversation_id, c.kind, c.title, c.region, c.last_seq, c.archive_state, c.archive_why, m.read_seq,
                m.role, c.history
            FROM member m JOIN conversation c ON c.conversation_id = m.conversation_id
            WHERE m.person_id = ? AND m.until_seq IS NULL
            """;

    private static final String MEMBERS = """
            SELECT conversation_id, person_id, role FROM member
            WHERE conversation_id = ANY (?) AND until_seq IS NULL
            ORDER BY conversation_id, from_seq, person_id
            """;

    private final JdbcClient jdbc;

    ConversationRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ConversationView> find(ConversationId id, PersonId member) {
        return complete(jdbc.sql(OWN + "AND c.conversation_id = ?")
                        .param(member.value())
                        .param(id.value())
                        .query(Row::read)
                        .list())
                .stream()
                .findFirst();
    }

    /// Ascending by id, beginning after the given one.
    List<ConversationView> page(PersonId member, UUID after, int limit) {
        return complete(jdbc.sql(OWN + "AND m.conversation_id > ? ORDER BY m.conversation_id LIMIT ?")
                .param(member.value())
                .param(after)
                .param(limit)
                .query(Row::read)
                .list());
    }

    List<ConversationView> all(PersonId member) {
        return complete(jdbc.sql(OWN + "ORDER BY m.conversation_id")
                .param(member.value())
                .query(Row::read)
                .list());
    }

    List<UUID> members(ConversationId id) {
        return members(List.of(id.value())).getOrDefault(id.value(), List.of()).stream()
                .map(ConversationView.Member::personId)
                .toList();
    }

    private List<ConversationView> complete(List<Row> rows) {
        Map<UUID, List<ConversationView.Member>> members =
                members(rows.stream().map(Row::conversationId).toList());
        return rows.stream()
                .map(row -> row.with(members.getOrDefault(row.conversationId(), List.of())))
                .toList();
    }

    private Map<UUID, List<ConversationView.Member>> members(Collection<UUID> conversations) {
        Map<UUID, List<ConversationView.Member>> members = new HashMap<>();
        if (!conversations.isEmpty()) {
            jdbc.sql(MEMBERS)
                    .param(new SqlArrayValue("uuid", conversations.toArray()))
                    .query(row -> {
                        members.computeIfAbsent(row.getObject("conversation_id", UUID.class), _ -> new ArrayList<>())
                                .add(new ConversationView.Member(
                                        row.getObject("person_id", UUID.class), row.getString("role")));
                    });
        }
        return members;
    }

    private record Row(
            UUID conversationId,
            String kind,
            @Nullable String title,
            String region,
            long lastSeq,
            long readSeq,
            String role,
            String history,
            ConversationView.Archive archive) {

        static Row read(ResultSet row, int rowNumber) throws SQLException {
            String title = row.getString("title");
            return new Row(
                    row.getObject("conversation_id", UUID.class),
                    row.getString("kind"),
                    title.isEmpty() ? null : title,
                    row.getString("region"),
                    row.getLong("last_seq"),
                    row.getLong("read_seq"),
                    row.getString("role"),
                    row.getString("history"),
                    new ConversationView.Archive(row.getString("archive_state"), row.getString("archive_why")));
        }

        ConversationView with(List<ConversationView.Member> members) {
            return new ConversationView(
                    conversationId, kind, title, region, members, role, history, lastSeq, readSeq, archive);
        }
    }
}
