package io.parley.archive.hold;

import static java.time.ZoneOffset.UTC;

import io.parley.archive.officer.Act;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The append-only tables of holds: `legal_hold`, its words, steps and reviews.
@Repository
class HoldStore {

    private static final String SELECT =
            "SELECT h.*, review_due(h) AS due, s.*, coalesce(w.words_key, h.words_key) AS key_now, "
                    + "coalesce(w.words_sealed, h.words_sealed) AS sealed_now FROM legal_hold h "
                    + Act.STEPS.formatted("hold_id", "hold_step")
                    + """
                    LEFT JOIN LATERAL (SELECT * FROM hold_words_anew w WHERE w.hold_id = h.hold_id
                        ORDER BY w.generation DESC LIMIT 1) w ON true
                    """;
    private static final String BINDING = "WHERE h.hold_id IN (SELECT hold_id FROM binding_hold) ";
    private static final String OVERDUE = """
            FROM legal_hold h WHERE review_due(h) < :today
              AND NOT EXISTS (SELECT FROM hold_step s WHERE s.hold_id = h.hold_id AND s.step = 'released')
            """;
    /// See [Visibility]. In the query, so that a page has no hole that would tell.
    private static final String TOLD = "is_told(h.hold_id, :reader) ";

    private final JdbcClient jdbc;
    private final HeldWords words;

    HoldStore(JdbcClient jdbc, HeldWords words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    void insert(LegalHold hold) {
        HoldScope scope = hold.scope();
        HeldWords.@Nullable Sealed sealed = words.seal(hold.id(), scope.words());
        jdbc.sql("""
                INSERT INTO legal_hold (hold_id, name, case_ref, scope_persons, scope_conversations, scope_from, scope_to,
                                        silent, ground, placed_by, placed_at, review_date, words_key, words_sealed)
                VALUES (:id, :name, :caseRef, :persons, :conversations, :from, :to, :silent, :ground, :by, :at, :review,
                        :key, :sealed)""")
                .param("id", hold.id().value())
                .param("name", hold.name())
                .param("caseRef", hold.caseRef())
                .param("persons", uuids(scope.persons(), PersonId::value))
                .param("conversations", uuids(scope.conversations(), ConversationId::value))
                .param("from", time(scope.period().from()))
                .param("to", time(scope.period().to()))
                .param("silent", hold.visibility() == Visibility.SILENT)
                .param("ground", hold.ground())
                .param("by", hold.placedBy().value())
                .param("at", time(hold.placedAt()))
                .param("review", hold.reviewDate())
                .param("key", sealed == null ? null : sealed.key().value())
                .param("sealed", sealed == null ? null : sealed.sealed())
                .update();
        if (sealed != null) {
            sealed.phrases().forEach(phrase -> insert(hold.id(), phrase));
        }
    }

    /// All that were ever narrowed to words.
    List<LegalHold> worded() {
        return jdbc.sql(SELECT + "WHERE h.words_sealed IS NOT NULL")
                .query(this::hold)
                .list();
    }

    /// Seals the words of a hold under the newest key, and keeps their digests under the keys in use.
    void carryOver(LegalHold hold, int generation) {
        HeldWords.@Nullable Sealed sealed = words.seal(hold.id(), hold.scope().words());
        if (sealed != null) {
            jdbc.sql("INSERT INTO hold_words_anew VALUES (:id, :generation, :key, :sealed)")
                    .param("id", hold.id().value())
                    .param("generation", generation)
                    .param("key", sealed.key().value())
                    .param("sealed", sealed.sealed())
                    .update();
            sealed.phrases().forEach(phrase -> insert(hold.id(), phrase));
        }
    }

    private void insert(HoldId hold, long[] phrase) {
        jdbc.sql("""
                INSERT INTO hold_word (hold_id, tokens) SELECT :id, :tokens
                WHERE NOT EXISTS (SELECT FROM hold_word WHERE hold_id = :id AND tokens = :tokens)""")
                .param("id", hold.value())
                .param(
                        "tokens",
                        new SqlArrayValue(
                                "bigint", LongStream.of(phrase).boxed().toArray()))
                .update();
    }

    void review(HoldId hold, Act act, LocalDate next) {
        jdbc.sql("""
                INSERT INTO hold_review (hold_id, actor, at, next_review, comment)
                VALUES (:id, :by, :at, :next, :comment)""")
                .param("id", hold.value())
                .param("by", act.by().value())
                .param("at", time(act.at()))
                .param("next", next)
                .param("comment", act.comment())
                .update();
    }

    long countOverdue(LocalDate today) {
        return jdbc.sql("SELECT count(*) " + OVERDUE)
                .param("today", today)
                .query(Long.class)
                .single();
    }

    /// Those whose review is overdue and of which that was not noted yet.
    List<HoldId> noteOverdue(LocalDate today) {
        return jdbc.sql("INSERT INTO hold_overdue (hold_id, review_date) SELECT h.hold_id, review_due(h) " + OVERDUE
                        + "ON CONFLICT DO NOTHING RETURNING hold_id")
                .param("today", today)
                .query((row, n) -> new HoldId(row.getObject(1, UUID.class)))
                .list();
    }

    /// @return false when it was taken before
    boolean take(HoldId hold, HoldStep step, Act act) {
        return jdbc.sql("""
                INSERT INTO hold_step (hold_id, step, actor, at, comment)
                VALUES (:id, :step, :by, :at, :comment) ON CONFLICT DO NOTHING""")
                        .param("id", hold.value())
                        .param("step", step.code())
                        .param("by", act.by().value())
                        .param("at", time(act.at()))
                        .param("comment", act.comment())
                        .update()
                == 1;
    }

    Optional<LegalHold> find(HoldId id, PersonId reader) {
        return jdbc.sql(SELECT + "WHERE h.hold_id = :id AND " + TOLD)
                .param("id", id.value())
                .param("reader", reader.value())
                .query(this::hold)
                .optional();
    }

    /// Ascending by id.
    List<LegalHold> page(PersonId reader, UUID after, int limit) {
        return jdbc.sql(SELECT + "WHERE h.hold_id > :after AND " + TOLD + "ORDER BY h.hold_id LIMIT :limit")
                .param("after", after)
                .param("reader", reader.value())
                .param("limit", limit)
                .query(this::hold)
                .list();
    }

    /// Those that forbid destruction, ascending by id.
    List<LegalHold> binding() {
        return jdbc.sql(SELECT + BINDING + "ORDER BY h.hold_id")
                .query(this::hold)
                .list();
    }

    long countInForce() {
        return jdbc.sql("""
                SELECT count(*) FROM legal_hold h
                WHERE NOT EXISTS (SELECT FROM hold_step s WHERE s.hold_id = h.hold_id AND s.step = 'released')""").query(Long.class).single();
    }

    private LegalHold hold(ResultSet row, int number) throws SQLException {
        return new LegalHold(
                new HoldId(row.getObject("hold_id", UUID.class)),
                row.getString("name"),
                row.getString("case_ref"),
                new HoldScope(
                        ids(row, "scope_persons", PersonId::new),
                        ids(row, "scope_conversations", ConversationId::new),
                        words(row),
                        new Period(instant(row, "scope_from"), instant(row, "scope_to"))),
                row.getBoolean("silent") ? Visibility.SILENT : Visibility.VISIBLE,
                row.getString("ground"),
                new PersonId(row.getObject("placed_by", UUID.class)),
                row.getTimestamp("placed_at").toInstant(),
                row.getObject("due", LocalDate.class),
                Act.read(row, HoldStep::of));
    }

    private List<String> words(ResultSet row) throws SQLException {
        byte @Nullable [] sealed = row.getBytes("sealed_now");
        return sealed == null
                ? List.of()
                : words.open(
                        new HoldId(row.getObject("hold_id", UUID.class)),
                        new KeyId(row.getObject("key_now", UUID.class)),
                        sealed);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }

    private static <T> SqlArrayValue uuids(Set<T> ids, Function<T, UUID> value) {
        return new SqlArrayValue("uuid", ids.stream().map(value).toArray());
    }

    private static <T> Set<T> ids(ResultSet row, String column, Function<UUID, T> type) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray(column).getArray()).map(type).collect(Collectors.toSet());
    }
}
