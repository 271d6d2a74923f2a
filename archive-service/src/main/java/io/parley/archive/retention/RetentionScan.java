package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Goes through what may be due by its age, oldest first, whatever its conversation has done since.
@Component
class RetentionScan {

    private static final String PAGE = """
            SELECT record_id, conversation_id, seq, accepted_at, sender_id, class,
                   is_held_as_told(conversation_id, sender_id, accepted_at, :reader::uuid)
            FROM retainable WHERE class %s 'metadata' AND accepted_at < :before
              AND (accepted_at, conversation_id, seq) > (:at, :conversation, :seq)
            ORDER BY accepted_at, conversation_id, seq LIMIT :limit
            """;
    private static final String CONTENT = PAGE.formatted("<>");
    private static final String RECALLS = PAGE.formatted("=");
    private static final String RECEIPTS = """
            SELECT conversation_id, conversation_id, -receipt_no, at, person_id, 'metadata',
                   is_held_as_told(conversation_id, person_id, at, :reader::uuid)
            FROM receipt WHERE at < :before AND (at, conversation_id, receipt_no) > (:at, :conversation, :seq)
            ORDER BY at, conversation_id, receipt_no LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Authors authors;
    private final RetentionProperties properties;

    RetentionScan(JdbcClient jdbc, Authors authors, RetentionProperties properties) {
        this.jdbc = jdbc;
        this.authors = authors;
        this.properties = properties;
    }

    /// Content first, then the marks that may be left without it, then receipts.
    ///
    /// @param reader who may learn of holds only what they are told of them; null: whatever is held is held
    /// @param page takes one page of judgements, and says whether to go on
    /// @return whether it came to the end
    boolean through(RetentionRule rule, Instant now, @Nullable PersonId reader, Predicate<List<Judgement>> page) {
        Optional<Instant> metadata = latest(rule, now, RetentionClass.METADATA);
        var walk = new Walk(rule, now, reader);
        return pages(CONTENT, latest(rule, now, RetentionClass.TEXT, RetentionClass.FILE), walk, page)
                && pages(RECALLS, metadata, walk, page)
                && pages(RECEIPTS, metadata, walk, page);
    }

    private static Optional<Instant> latest(RetentionRule rule, Instant now, RetentionClass... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> rule.horizon(kind, now).stream())
                .max(Instant::compareTo);
    }

    private record Walk(
            RetentionRule rule, Instant now, @Nullable PersonId reader) {}

    private boolean pages(String sql, Optional<Instant> before, Walk walk, Predicate<List<Judgement>> each) {
        @Nullable Retainable last = null;
        boolean more = before.isPresent();
        while (more) {
            List<Retainable> page = page(sql, before.get(), walk.reader(), last);
            if (!each.test(judged(page, walk))) {
                return false;
            }
            more = page.size() == properties.batch();
            last = more ? page.getLast() : null;
        }
        return true;
    }

    private List<Judgement> judged(List<Retainable> page, Walk walk) {
        return page.stream()
                .map(one -> new Judgement(one, walk.rule().judge(one, authors.of(one.sender()), walk.now())))
                .toList();
    }

    private List<Retainable> page(String sql, Instant before, @Nullable PersonId reader, @Nullable Retainable after) {
        return jdbc.sql(sql)
                .param("before", before.atOffset(UTC))
                .param("at", (after == null ? Instant.EPOCH : after.acceptedAt()).atOffset(UTC))
                .param(
                        "conversation",
                        after == null ? new UUID(0, 0) : after.conversation().value())
                .param("seq", after == null ? 0 : Math.abs(after.seq()))
                .param("limit", properties.batch())
                .param("reader", reader == null ? null : reader.value())
                .query(RetentionScan::retainable)
                .list();
    }

    private static Retainable retainable(ResultSet row, int number) throws SQLException {
        @Nullable UUID sender = row.getObject(5, UUID.class);
        return new Retainable(
                row.getObject(1, UUID.class),
                new ConversationId(row.getObject(2, UUID.class)),
                row.getLong(3),
                row.getTimestamp(4).toInstant(),
                sender == null ? null : new PersonId(sender),
                RetentionClass.of(row.getString(6)),
                row.getBoolean(7));
    }
}
