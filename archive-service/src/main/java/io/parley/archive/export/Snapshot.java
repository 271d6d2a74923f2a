package io.parley.archive.export;

import io.parley.archive.grant.GrantScope;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SqlArrayValue;

/// The archive as it is at one instant, on one connection of its own: what comes while an export is built is not in it.
/// Rows are read through a cursor, never all at once.
final class Snapshot implements AutoCloseable {

    private static final int FETCH = 500;
    private static final String BY_PARTY =
            "SELECT DISTINCT conversation_id FROM party WHERE person_id = ANY (:persons)";
    private static final String FACTS = "FROM disposition d";
    private static final String WITH_RECORDS = """
             LEFT JOIN record r ON r.conversation_id = d.conversation_id AND r.seq = d.seq
                 AND r.accepted_at = d.accepted_at AND r.accepted_at >= :from AND r.accepted_at < :to""";
    private static final String IN_TIME =
            "WHERE d.conversation_id = :conversation AND d.accepted_at >= :from AND d.accepted_at < :to";
    /// As in searches: a person's messages are those of conversations they were in then.
    private static final String OF_PERSONS = """
             AND (r.sender_id = ANY (:persons) OR EXISTS (SELECT FROM party p
                 WHERE p.conversation_id = d.conversation_id AND p.person_id = ANY (:persons) AND p.from_seq <= d.seq
                     AND (p.to_seq IS NULL OR d.seq < p.to_seq)))""";
    private static final String PURGED = """
            EXISTS (SELECT FROM purge g WHERE g.conversation_id = d.conversation_id
                AND d.seq BETWEEN g.from_seq AND g.to_seq)""";
    private static final String ACCOUNT = "SELECT CASE WHEN d.outcome = 'archived' AND " + PURGED + """
             THEN 'purged' ELSE d.outcome END, coalesce(d.reason, ''), count(*), min(d.seq), max(d.seq), min(d.accepted_at),
                max(d.accepted_at)""";
    private static final String BY_OUTCOME = "GROUP BY 1, 2 ORDER BY 1, 2";
    private static final String ROWS = """
            SELECT d.seq, d.outcome, d.accepted_at, r.record_id, r.message_id, r.sender_id, r.kind,
                r.edit, r.content_type, r.key_id, r.sealed, r.region, r.commitment,
                (SELECT c.message_id FROM recall c WHERE c.conversation_id = d.conversation_id AND c.seq = d.seq)""";
    private static final String SURPLUS = """
            SELECT (SELECT count(*) FROM record r WHERE r.conversation_id = :conversation AND r.accepted_at >= :from
                    AND r.accepted_at < :to)
                + (SELECT count(*) FROM recall c WHERE c.conversation_id = :conversation AND c.accepted_at >= :from
                    AND c.accepted_at < :to)
                - (SELECT count(*) FROM disposition d WHERE d.conversation_id = :conversation
                    AND d.accepted_at >= :from AND d.accepted_at < :to AND d.outcome = 'archived' AND NOT
            """ + PURGED + ")";
    private static final String TOTAL = """
            SELECT count(*) FROM disposition d WHERE d.conversation_id = ANY (:conversations)
                AND d.accepted_at >= :from AND d.accepted_at < :to AND d.outcome = 'archived'""";
    /// The numbers from the last one known before the first to the first one known after the last.
    private static final String MISSING = """
            SELECT coalesce((SELECT min(seq) FROM disposition WHERE conversation_id = :conversation AND seq > :last),
                    :last + 1)
                - coalesce((SELECT max(seq) FROM disposition WHERE conversation_id = :conversation AND seq < :first), -1)
                - 1
                - (SELECT count(*) FROM disposition WHERE conversation_id = :conversation AND seq BETWEEN :first AND :last)
            """;
    /// A mark counts as of the last number that it names.
    private static final String RECEIPTS = """
            SELECT d.person_id, d.seq, d.read_seq, d.at
            FROM (SELECT *, delivered_seq AS seq FROM receipt WHERE conversation_id = :conversation) AS d
            WHERE d.at >= :from AND d.at < :to""";
    private static final String RECEIPTS_OF_PERSONS = """
            AND EXISTS (SELECT FROM party p
                WHERE p.conversation_id = d.conversation_id AND p.person_id = ANY (:persons) AND p.from_seq <= d.seq
                    AND (p.to_seq IS NULL OR d.seq < p.to_seq))""";
    private static final String STAYS = """
            SELECT p.person_id, p.from_seq, f.accepted_at, p.to_seq, t.accepted_at
            FROM party p
            JOIN disposition f ON f.conversation_id = p.conversation_id AND f.seq = p.from_seq
            LEFT JOIN disposition t ON t.conversation_id = p.conversation_id AND t.seq = p.to_seq
            WHERE p.conversation_id = :conversation AND p.from_seq <= :last AND (p.to_seq IS NULL OR p.to_seq > :first)
            ORDER BY p.from_seq, p.person_id""";

    private final SingleConnectionDataSource source;
    private final NamedParameterJdbcTemplate jdbc;

    private Snapshot(SingleConnectionDataSource source) {
        this.source = source;
        var template = new JdbcTemplate(source);
        template.setFetchSize(FETCH);
        this.jdbc = new NamedParameterJdbcTemplate(template);
    }

    static Snapshot of(DataSource data) throws SQLException {
        Connection connection = data.getConnection();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        var snapshot = new Snapshot(new SingleConnectionDataSource(connection, true));
        // Before the snapshot is taken: retention empties whole months, and that shows in every snapshot at once.
        snapshot.jdbc.getJdbcOperations().execute("LOCK TABLE record IN ACCESS SHARE MODE");
        return snapshot;
    }

    /// Whether nobody else builds this export. Given back with the connection, whatever ends it.
    boolean claim(ExportId export) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 0))",
                Map.of("id", "export " + export),
                Boolean.class));
    }

    /// What the archive's account says of the exported part of a conversation.
    ///
    /// @param archived versions, reactions, titles and recalls
    /// @param purged what was that, and retention destroyed
    /// @param withheld numbers by reason
    record Account(
            long archived,
            long purged,
            long membership,
            Map<String, Long> withheld,
            long firstSeq,
            long lastSeq,
            Instant firstAt,
            Instant lastAt) {}

    /// @param toSeq null, and so is `leftAt`: still there
    record Stay(
            PersonId person,
            long fromSeq,
            Instant enteredAt,
            @Nullable Long toSeq,
            @Nullable Instant leftAt) {}

    /// @param recalls the message that this number recalls, if it does
    record Row(
            long seq,
            boolean archived,
            Instant at,
            @Nullable Sealed version,
            @Nullable UUID recalls) {}

    record Mark(PersonId person, long delivered, long read, Instant at) {}

    record Sealed(
            UUID record,
            UUID message,
            PersonId sender,
            String kind,
            boolean edit,
            String type,
            KeyId key,
            byte[] bytes,
            String region,
            byte[] commitment) {}

    /// Ascending.
    List<ConversationId> conversations(GrantScope scope) {
        List<UUID> ids = scope.conversations().isEmpty()
                ? jdbc.query(BY_PARTY, Map.of("persons", persons(scope)), (row, n) -> row.getObject(1, UUID.class))
                : scope.conversations().stream().map(ConversationId::value).toList();
        return ids.stream().sorted().map(ConversationId::new).toList();
    }

    /// Null when nothing of it is covered.
    @Nullable
    Account account(ConversationId conversation, GrantScope scope) {
        var sum = new Sum();
        jdbc.query(
                scope.persons().isEmpty()
                        ? sql(ACCOUNT, FACTS, IN_TIME, BY_OUTCOME)
                        : sql(ACCOUNT, FACTS, WITH_RECORDS, IN_TIME, OF_PERSONS, BY_OUTCOME),
                values(conversation, scope),
                (ResultSet row) -> sum.add(row));
        return sum.account();
    }

    void rows(ConversationId conversation, GrantScope scope, Consumer<Row> take) {
        jdbc.query(
                sql(ROWS, FACTS, WITH_RECORDS, IN_TIME, scope.persons().isEmpty() ? "" : OF_PERSONS, "ORDER BY d.seq"),
                values(conversation, scope),
                (ResultSet row) -> take.accept(row(row)));
    }

    JdbcOperations connection() {
        return jdbc.getJdbcOperations();
    }

    /// In the order of time.
    void receipts(ConversationId conversation, GrantScope scope, Consumer<Mark> take) {
        jdbc.query(
                sql(RECEIPTS, scope.persons().isEmpty() ? "" : RECEIPTS_OF_PERSONS, "ORDER BY d.at, d.receipt_no"),
                values(conversation, scope),
                (ResultSet row) -> take.accept(new Mark(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getLong(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant())));
    }

    /// How many more of these lie in the tables than are accounted for, whoever was there.
    long surplus(ConversationId conversation, GrantScope scope) {
        return count(SURPLUS, values(conversation, scope));
    }

    /// At most so many are to be exported; fewer, where the scope names people.
    long total(List<ConversationId> conversations, GrantScope scope) {
        return count(
                TOTAL,
                Map.of(
                        "conversations",
                        new SqlArrayValue(
                                "uuid",
                                conversations.stream()
                                        .map(ConversationId::value)
                                        .toArray()),
                        "from",
                        Timestamp.from(scope.from()),
                        "to",
                        Timestamp.from(scope.to())));
    }

    long missing(ConversationId conversation, Account account) {
        return count(
                MISSING,
                Map.of("conversation", conversation.value(), "first", account.firstSeq(), "last", account.lastSeq()));
    }

    List<Stay> stays(ConversationId conversation, Account account) {
        return jdbc.query(
                STAYS,
                Map.of("conversation", conversation.value(), "first", account.firstSeq(), "last", account.lastSeq()),
                (row, n) -> new Stay(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getLong(2),
                        row.getTimestamp(3).toInstant(),
                        row.getObject(4, Long.class),
                        row.getTimestamp(5) == null ? null : row.getTimestamp(5).toInstant()));
    }

    private long count(String sql, Map<String, Object> values) {
        Long count = jdbc.queryForObject(sql, values, Long.class);
        return count == null ? 0 : count;
    }

    private static String sql(String... parts) {
        return String.join("\n", parts);
    }

    private static Map<String, Object> values(ConversationId conversation, GrantScope scope) {
        Map<String, Object> values = new HashMap<>();
        values.put("conversation", conversation.value());
        values.put("from", Timestamp.from(scope.from()));
        values.put("to", Timestamp.from(scope.to()));
        values.put("persons", persons(scope));
        return values;
    }

    private static SqlArrayValue persons(GrantScope scope) {
        return new SqlArrayValue(
                "uuid", scope.persons().stream().map(PersonId::value).toArray());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getString(2).equals("archived"),
                row.getTimestamp(3).toInstant(),
                row.getObject(4) == null ? null : sealed(row),
                row.getObject(14, UUID.class));
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                new PersonId(row.getObject(6, UUID.class)),
                row.getString(7),
                row.getBoolean(8),
                row.getString(9),
                new KeyId(row.getObject(10, UUID.class)),
                row.getBytes(11),
                row.getString(12),
                row.getBytes(13));
    }

    private static final class Sum {

        private final Map<String, Long> withheld = new TreeMap<>();
        private long archived;
        private long purged;
        private long membership;
        private long firstSeq = Long.MAX_VALUE;
        private long lastSeq;
        private Instant firstAt = Instant.MAX;
        private Instant lastAt = Instant.MIN;

        void add(ResultSet row) throws SQLException {
            long count = row.getLong(3);
            switch (row.getString(1)) {
                case "archived" -> archived += count;
                case "purged" -> purged += count;
                case "withheld" -> withheld.put(row.getString(2), count);
                default -> membership += count;
            }
            firstSeq = Math.min(firstSeq, row.getLong(4));
            lastSeq = Math.max(lastSeq, row.getLong(5));
            firstAt = min(firstAt, row.getTimestamp(6).toInstant());
            lastAt = max(lastAt, row.getTimestamp(7).toInstant());
        }

        @Nullable
        Account account() {
            return firstSeq == Long.MAX_VALUE
                    ? null
                    : new Account(archived, purged, membership, withheld, firstSeq, lastSeq, firstAt, lastAt);
        }

        private static Instant min(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        private static Instant max(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }
    }

    @Override
    public void close() {
        source.destroy();
    }
}
