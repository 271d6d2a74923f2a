package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.message.history.HistoryItem;
import io.parley.message.history.LastMessages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Reads conversations for their present members. What the sequence writes is not written here.
@Repository
class ConversationRecords {

    static final int MOST_UNREAD = 999;

    /// So far back is counted, so that a long absence, or talking much and never reading, does not make the list slow.
    static final int LOOKED_AT = 2000;

    private static final String OWN = """
            SELECT c.conversation_id, c.kind, c.title, c.region, c.last_seq, c.last_accepted_at_ms, c.archive_state,
                c.archive_why, c.history, m.person_id, m.read_seq, m.role, m.visible_from,
                greatest(m.read_seq, m.from_seq) AS mark, c.last_seq - %d AS far
            FROM member m JOIN conversation c ON c.conversation_id = m.conversation_id
            WHERE m.person_id = ? AND m.until_seq IS NULL
            """.formatted(LOOKED_AT);

    /// Counts at most one more than is told. `OFFSET 0` keeps the look for a recall one look a row, whatever is
    /// planned.
    private static final String COUNTED = """
            WITH own AS MATERIALIZED (%%s)
            SELECT own.*, far > mark AS more, u.unread, n.mentions FROM own
            CROSS JOIN LATERAL (SELECT count(*) AS unread FROM (
                SELECT FROM message p
                WHERE p.conversation_id = own.conversation_id AND p.seq > greatest(mark, far)
                    AND p.change = 'posted' AND p.sender_id <> own.person_id
                    AND p.message_id NOT IN (SELECT r.message_id FROM message r
                        WHERE r.conversation_id = own.conversation_id AND r.seq > greatest(mark, far)
                        AND r.change = 'recalled')
                LIMIT %1$d) counted) u
            CROSS JOIN LATERAL (SELECT count(*) AS mentions FROM (
                (SELECT p.seq, p.message_id, p.sender_id FROM mention p
                WHERE p.conversation_id = own.conversation_id AND p.seq > mark AND p.person_id = own.person_id
                ORDER BY p.seq DESC LIMIT %1$d)
                UNION
                (SELECT p.seq, p.message_id, p.sender_id FROM mention p
                WHERE p.conversation_id = own.conversation_id AND p.seq > mark
                    AND p.person_id = '00000000-0000-0000-0000-000000000000'
                ORDER BY p.seq DESC LIMIT %1$d)) p
                WHERE p.sender_id <> own.person_id
                    AND NOT EXISTS (SELECT FROM message r WHERE r.conversation_id = own.conversation_id
                        AND r.message_id = p.message_id AND r.change = 'recalled' OFFSET 0)) n
            """.formatted(MOST_UNREAD + 1);

    private static final String MEMBERS = """
            SELECT conversation_id, person_id, role FROM member
            WHERE conversation_id = ANY (?) AND until_seq IS NULL
            ORDER BY conversation_id, from_seq, person_id
            """;

    private final JdbcClient jdbc;
    private final LastMessages lastMessages;

    ConversationRecords(JdbcClient jdbc, LastMessages lastMessages) {
        this.jdbc = jdbc;
        this.lastMessages = lastMessages;
    }

    Optional<ConversationView> find(ConversationId id, PersonId member) {
        return complete(jdbc.sql(counted("AND c.conversation_id = ?", ""))
                        .param(member.value())
                        .param(id.value())
                        .query(Row::read)
                        .list())
                .stream()
                .findFirst();
    }

    /// Ascending by id, beginning after the given one.
    List<ConversationView> page(PersonId member, UUID after, int limit) {
        return complete(jdbc.sql(counted(
                        "AND m.conversation_id > ? ORDER BY m.conversation_id LIMIT ?", "ORDER BY own.conversation_id"))
                .param(member.value())
                .param(after)
                .param(limit)
                .query(Row::read)
                .list());
    }

    /// Those with the newest activity first, beginning after the given place.
    List<ConversationView> recent(PersonId member, RecentCursor after, int limit) {
        return complete(jdbc.sql(counted("""
                        AND (c.last_accepted_at_ms, c.conversation_id) < (?, ?)
                        ORDER BY c.last_accepted_at_ms DESC, c.conversation_id DESC LIMIT ?""", "ORDER BY own.last_accepted_at_ms DESC, own.conversation_id DESC"))
                .param(member.value())
                .param(after.activeAtMs())
                .param(after.conversationId())
                .param(limit)
                .query(Row::read)
                .list());
    }

    private static String counted(String which, String order) {
        return COUNTED.formatted(OWN + which) + order;
    }

    List<UUID> members(ConversationId id) {
        return members(List.of(id.value())).getOrDefault(id.value(), List.of()).stream()
                .map(ConversationView.Member::personId)
                .toList();
    }

    private List<ConversationView> complete(List<Row> rows) {
        Map<UUID, List<ConversationView.Member>> members = members(ids(rows));
        Map<UUID, HistoryItem> last =
                lastMessages.of(rows.stream().collect(Collectors.toMap(Row::conversationId, Row::visibleFrom)));
        return rows.stream()
                .map(row ->
                        row.with(members.getOrDefault(row.conversationId(), List.of()), last.get(row.conversationId())))
                .toList();
    }

    private static List<UUID> ids(List<Row> rows) {
        return rows.stream().map(Row::conversationId).toList();
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
            long activeAtMs,
            long readSeq,
            long visibleFrom,
            String role,
            String history,
            int unread,
            boolean more,
            int mentions,
            ConversationView.Archive archive) {

        static Row read(ResultSet row, int rowNumber) throws SQLException {
            String title = row.getString("title");
            return new Row(
                    row.getObject("conversation_id", UUID.class),
                    row.getString("kind"),
                    title.isEmpty() ? null : title,
                    row.getString("region"),
                    row.getLong("last_seq"),
                    row.getLong("last_accepted_at_ms"),
                    row.getLong("read_seq"),
                    row.getLong("visible_from"),
                    row.getString("role"),
                    row.getString("history"),
                    row.getInt("unread"),
                    row.getBoolean("more"),
                    row.getInt("mentions"),
                    new ConversationView.Archive(row.getString("archive_state"), row.getString("archive_why")));
        }

        ConversationView with(List<ConversationView.Member> members, @Nullable HistoryItem last) {
            return new ConversationView(
                    conversationId,
                    kind,
                    title,
                    region,
                    members,
                    role,
                    history,
                    lastSeq,
                    Instant.ofEpochMilli(activeAtMs),
                    readSeq,
                    last,
                    Math.min(unread, MOST_UNREAD),
                    more || unread > MOST_UNREAD,
                    Math.min(mentions, MOST_UNREAD),
                    archive);
        }
    }
}
