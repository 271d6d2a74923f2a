package io.parley.archive.feed;

import static java.util.stream.Collectors.toMap;

import io.parley.archive.feed.FeedEntry.Destroyed;
import io.parley.archive.feed.FeedEntry.Lost;
import io.parley.archive.feed.FeedEntry.Origin;
import io.parley.archive.feed.FeedEntry.Place;
import io.parley.archive.feed.FeedEntry.Recall;
import io.parley.archive.feed.FeedEntry.Version;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Reads what stands under a range of numbers: sealed, or why it is not there.
@Repository
class FeedShelf {

    private static final String RETENTION = "retention";

    private static final String RANGE = """
            SELECT p.first_seq + l.place - 1 AS feed_seq, d.conversation_id, d.seq, d.accepted_at, d.decided_at,
                encode(s.root, 'hex') AS root, l.leaf, s.event_id,
                r.record_id, r.message_id, r.sender_id, r.kind, r.edit, r.content_type, r.key_id, r.sealed,
                r.commitment, r.region, encode(r.basis_set, 'hex') AS basis,
                c.message_id AS recalled, encode(c.basis_set, 'hex') AS recall_basis,
                r.record_id IS NULL AND c.message_id IS NULL AND d.seq <= (
                    SELECT to_seq FROM purge g WHERE g.conversation_id = d.conversation_id AND g.from_seq <= d.seq
                    ORDER BY g.from_seq DESC LIMIT 1) AS purged
            FROM feed_page p CROSS JOIN LATERAL unnest(p.leaves) WITH ORDINALITY AS l (leaf, place)
            JOIN seal s ON s.seal_id = p.seal_id
            LEFT JOIN disposition d ON d.seal_id = p.seal_id AND d.leaf = l.leaf AND d.outcome = 'archived'
            LEFT JOIN record r ON r.conversation_id = d.conversation_id AND r.seq = d.seq
                AND r.accepted_at = d.accepted_at
            LEFT JOIN recall c ON c.conversation_id = d.conversation_id AND c.seq = d.seq
            WHERE p.first_seq >= (SELECT max(first_seq) FROM feed_page WHERE first_seq <= :first)
              AND p.first_seq <= :last AND p.first_seq + l.place - 1 BETWEEN :first AND :last
            ORDER BY feed_seq
            """;
    /// The first archived versions of messages that are edited, recalled or reacted to.
    private static final String ORIGINS = """
            SELECT DISTINCT ON (r.conversation_id, r.message_id)
                r.conversation_id, r.message_id, r.record_id, r.sender_id
            FROM record r WHERE r.message_id = ANY (:messages) AND r.kind = 'content'
            ORDER BY r.conversation_id, r.message_id, r.seq
            """;

    private final JdbcClient jdbc;

    FeedShelf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In order, without a hole. What retention takes just now may look lost for a moment, so it is looked at twice.
    List<FeedEntry> range(long first, long last) {
        List<Row> rows = rows(first, last);
        if (rows.stream().anyMatch(Row::isLost)) {
            rows = rows(first, last);
        }
        Map<Target, Origin> origins = origins(rows);
        return rows.stream().map(row -> row.entry(origins)).toList();
    }

    private List<Row> rows(long first, long last) {
        return jdbc.sql(RANGE)
                .param("first", first)
                .param("last", last)
                .query(FeedShelf::row)
                .list();
    }

    private record Target(ConversationId conversation, UUID message) {}

    /// @param version without its origin
    /// @param recalls the message that is recalled
    private record Row(
            long seq,
            @Nullable Place place,
            boolean purged,
            @Nullable Version version,
            @Nullable UUID recalls,
            @Nullable String basis) {

        boolean isLost() {
            return !purged && version == null && recalls == null;
        }

        Stream<UUID> needsOrigin() {
            if (version == null) {
                return Stream.ofNullable(recalls);
            }
            boolean back =
                    version.type().equals(FeedEntry.Type.EDIT) || version.type().isReaction();
            return back ? Stream.of(version.message()) : Stream.of();
        }

        FeedEntry entry(Map<Target, Origin> origins) {
            if (version != null) {
                return new Version(
                        seq,
                        version.place(),
                        version.message(),
                        origins.get(new Target(version.place().conversation(), version.message())),
                        version.basisSet(),
                        version.record(),
                        version.sender(),
                        version.type(),
                        version.contentType(),
                        version.key(),
                        version.sealed(),
                        version.commitment(),
                        version.region());
            }
            if (recalls != null && place != null && basis != null) {
                return new Recall(seq, place, recalls, origins.get(new Target(place.conversation(), recalls)), basis);
            }
            return purged ? new Destroyed(seq, RETENTION, null) : new Lost(seq);
        }
    }

    private Map<Target, Origin> origins(List<Row> rows) {
        Object[] messages = rows.stream().flatMap(Row::needsOrigin).distinct().toArray();
        if (messages.length == 0) {
            return Map.of();
        }
        return jdbc
                .sql(ORIGINS)
                .param("messages", new SqlArrayValue("uuid", messages))
                .query((row, n) -> Map.entry(
                        new Target(new ConversationId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)),
                        new Origin(row.getObject(3, UUID.class), row.getObject(4, UUID.class))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        long seq = row.getLong("feed_seq");
        @Nullable Place place = row.getObject("conversation_id") == null ? null : place(row);
        return new Row(
                seq,
                place,
                row.getBoolean("purged"),
                place == null || row.getObject("record_id") == null ? null : version(seq, place, row),
                row.getObject("recalled", UUID.class),
                row.getString("recall_basis"));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                row.getLong("seq"),
                row.getTimestamp("accepted_at").toInstant(),
                row.getTimestamp("decided_at").toInstant(),
                row.getString("root"),
                row.getInt("leaf"),
                row.getObject("event_id", UUID.class));
    }

    private static Version version(long seq, Place place, ResultSet row) throws SQLException {
        return new Version(
                seq,
                place,
                row.getObject("message_id", UUID.class),
                null,
                row.getString("basis"),
                row.getObject("record_id", UUID.class),
                new PersonId(row.getObject("sender_id", UUID.class)),
                FeedEntry.Type.of(row.getString("kind"), row.getBoolean("edit")),
                row.getString("content_type"),
                new KeyId(row.getObject("key_id", UUID.class)),
                row.getBytes("sealed"),
                row.getBytes("commitment"),
                row.getString("region"));
    }
}
