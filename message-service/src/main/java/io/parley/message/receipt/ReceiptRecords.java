package io.parley.message.receipt;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The marks in `member`. They never move back and never beyond the conversation's last number, whatever is asked.
@Repository
class ReceiptRecords {

    private static final String MOVE = """
            WITH moved AS (
                UPDATE member m
                SET delivered_seq = greatest(m.delivered_seq, least(n.delivered, c.last_seq)),
                    read_seq = greatest(m.read_seq, least(n.read, c.last_seq))
                FROM unnest(?, ?, ?, ?) AS n (conversation_id, person_id, delivered, read)
                JOIN conversation c ON c.conversation_id = n.conversation_id
                WHERE m.conversation_id = n.conversation_id AND m.person_id = n.person_id AND m.until_seq IS NULL
                AND (m.delivered_seq < least(n.delivered, c.last_seq) OR m.read_seq < least(n.read, c.last_seq))
                RETURNING m.conversation_id, m.person_id, m.delivered_seq, m.read_seq)
            SELECT moved.*, (
                SELECT count(*) FROM (
                    SELECT FROM member other
                    WHERE other.conversation_id = moved.conversation_id AND other.until_seq IS NULL
                    LIMIT ?) AS few) AS members
            FROM moved
            """;

    private static final String COUNT = """
            SELECT c.conversation_id, c.last_seq AS seq,
                count(*) FILTER (WHERE m.delivered_seq >= c.last_seq) AS delivered,
                count(*) FILTER (WHERE m.read_seq >= c.last_seq) AS read
            FROM conversation c JOIN member m ON m.conversation_id = c.conversation_id AND m.until_seq IS NULL
            WHERE c.conversation_id = ANY (?)
            GROUP BY c.conversation_id, c.last_seq
            """;

    private static final String COUNT_AT = """
            SELECT conversation_id, ?::bigint AS seq,
                count(*) FILTER (WHERE delivered_seq >= ?) AS delivered, count(*) FILTER (WHERE read_seq >= ?) AS read
            FROM member WHERE conversation_id = ? AND until_seq IS NULL
            GROUP BY conversation_id
            """;

    private static final String DETAIL = """
            SELECT conversation_id, person_id, delivered_seq, read_seq, 0 AS members FROM member
            WHERE conversation_id = ? AND until_seq IS NULL AND person_id > ?
            ORDER BY person_id LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final int fewest;

    ReceiptRecords(JdbcClient jdbc, ReceiptProperties properties) {
        this.jdbc = jdbc;
        this.fewest = properties.detailMembers() + 1;
    }

    /// Where somebody's marks stand.
    ///
    /// @param members how many take part; counted only as far as it matters
    record Stand(ConversationId conversation, PersonId person, long delivered, long read, int members) {

        static Stand row(ResultSet row, int rowNumber) throws SQLException {
            return new Stand(
                    new ConversationId(row.getObject("conversation_id", UUID.class)),
                    new PersonId(row.getObject("person_id", UUID.class)),
                    row.getLong("delivered_seq"),
                    row.getLong("read_seq"),
                    row.getInt("members"));
        }

        Mark.Place place() {
            return new Mark.Place(conversation, person);
        }
    }

    /// How many members stand at this number or beyond.
    record Count(ConversationId conversation, long seq, int delivered, int read) {

        static Count row(ResultSet row, int rowNumber) throws SQLException {
            return new Count(
                    new ConversationId(row.getObject("conversation_id", UUID.class)),
                    row.getLong("seq"),
                    row.getInt("delivered"),
                    row.getInt("read"));
        }
    }

    /// One statement for the whole batch, which holds each place once.
    ///
    /// @return those that moved
    List<Stand> move(Collection<Mark> marks) {
        List<Mark> ordered = marks.stream().sorted(Mark.LOCKING).toList();
        return jdbc.sql(MOVE)
                .param(uuids(ordered.stream().map(mark -> mark.conversation().value())))
                .param(uuids(ordered.stream().map(mark -> mark.person().value())))
                .param(numbers(ordered.stream().map(Mark::delivered)))
                .param(numbers(ordered.stream().map(Mark::read)))
                .param(fewest)
                .query(Stand::row)
                .list();
    }

    /// Of each conversation's last number.
    List<Count> count(Collection<ConversationId> conversations) {
        return jdbc.sql(COUNT)
                .param(uuids(conversations.stream().map(ConversationId::value)))
                .query(Count::row)
                .list();
    }

    Count countAt(ConversationId conversation, long seq) {
        return jdbc.sql(COUNT_AT)
                .params(seq, seq, seq, conversation.value())
                .query(Count::row)
                .single();
    }

    /// Ascending by person, beginning after the given one.
    List<Stand> page(ConversationId conversation, UUID after, int limit) {
        return jdbc.sql(DETAIL)
                .params(conversation.value(), after, limit)
                .query(Stand::row)
                .list();
    }

    /// The conversation's last number, for its present members.
    Optional<Long> lastSeq(ConversationId conversation, PersonId member) {
        return jdbc.sql("""
                        SELECT c.last_seq FROM conversation c JOIN member m ON m.conversation_id = c.conversation_id
                        WHERE c.conversation_id = ? AND m.person_id = ? AND m.until_seq IS NULL""")
                .params(conversation.value(), member.value())
                .query(Long.class)
                .optional();
    }

    private static SqlArrayValue uuids(Stream<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    private static SqlArrayValue numbers(Stream<Long> numbers) {
        return new SqlArrayValue("int8", numbers.toArray());
    }
}
