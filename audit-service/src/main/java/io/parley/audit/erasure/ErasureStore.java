package io.parley.audit.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Erasures, and the events that they are about.
@Repository
class ErasureStore {

    private static final String COLUMNS = "SELECT * FROM erasure ";

    private static final String CANDIDATE = """
            (SELECT entry_index, at, body FROM event
             WHERE %s AND entry_index > :after AND at >= :from AND at < :to
             ORDER BY entry_index LIMIT :limit)""";

    /// One index each, and of each no more than a step takes: together they would be a scan of the log.
    private static final String CANDIDATES = "SELECT entry_index, at, body FROM ("
            + String.join(
                    " UNION ",
                    CANDIDATE.formatted("affected @> ARRAY[:person]::text[]"),
                    CANDIDATE.formatted("actor_id = :person"),
                    CANDIDATE.formatted("object_id = :person"))
            + ") AS concerned ORDER BY entry_index LIMIT :limit";

    private static final String TELL = """
            INSERT INTO event_erased (entry_index, erasure_id, at, action, outcome, service, place, erased_at)
            SELECT entry_index, :erasure, at, action, outcome, body::json ->> 'service', body::json -> 'place', :now
            FROM event WHERE entry_index = ANY (:indexes)""";

    private final JdbcClient jdbc;

    ErasureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param body as it was committed to
    record Candidate(long index, Instant at, String body) {

        @Override
        public String toString() {
            return "Candidate[" + index + "]";
        }
    }

    /// @param position index of the last event that was looked at
    record Work(Erasure erasure, long position) {}

    void insert(Erasure asked) {
        jdbc.sql("""
                        INSERT INTO erasure (erasure_id, person_id, ground, from_at, to_at, requested_by, requested_at, state)
                        VALUES (:id, :person, :ground, :from, :to, :by, :at, 'requested')""")
                .param("id", asked.erasureId())
                .param("person", asked.personId())
                .param("ground", asked.ground())
                .param("from", optional(asked.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", optional(asked.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("by", asked.requestedBy())
                .param("at", utc(asked.requestedAt()))
                .update();
    }

    Optional<Erasure> find(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE erasure_id = ?")
                .param(id)
                .query(ErasureStore::erasure)
                .optional();
    }

    List<Erasure> after(UUID after, int limit) {
        return jdbc.sql(COLUMNS + "WHERE erasure_id > ? ORDER BY erasure_id LIMIT ?")
                .params(after, limit)
                .query(ErasureStore::erasure)
                .list();
    }

    /// @return false when it was decided meanwhile
    boolean decide(UUID id, boolean approved, UUID by, Instant at) {
        return jdbc.sql("""
                        UPDATE erasure SET state = :state, decided_by = :by, decided_at = :at,
                            person_id = CASE WHEN :state = 'approved' THEN person_id END
                        WHERE erasure_id = :id AND state = 'requested'""")
                        .param("state", approved ? "approved" : "refused")
                        .param("by", by)
                        .param("at", utc(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    /// The oldest that waits, locked until the transaction ends; nothing while another instance has it.
    Optional<Work> due() {
        return jdbc.sql(COLUMNS + "WHERE state = 'approved' ORDER BY erasure_id LIMIT 1 FOR UPDATE SKIP LOCKED")
                .query((row, number) -> new Work(erasure(row, number), row.getLong("position")))
                .optional();
    }

    List<Candidate> candidates(Work work, UUID person, int limit) {
        Erasure erasure = work.erasure();
        Instant from = erasure.from();
        Instant to = erasure.to();
        return jdbc.sql(CANDIDATES)
                .param("person", person.toString())
                .param("after", work.position())
                .param("from", utc(from == null ? Instant.EPOCH : from))
                .param("to", utc(to == null ? erasure.requestedAt() : to))
                .param("limit", limit)
                .query((row, _) -> new Candidate(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)))
                .list();
    }

    /// Body, salt and every column that repeats the body go; what people were told of it as well.
    void erase(UUID erasure, List<Long> indexes, Instant now) {
        var gone = new SqlArrayValue("bigint", indexes.toArray());
        jdbc.sql(TELL)
                .param("erasure", erasure)
                .param("now", utc(now))
                .param("indexes", gone)
                .update();
        jdbc.sql("DELETE FROM disclosure WHERE entry_index = ANY (?)")
                .param(gone)
                .update();
        jdbc.sql("DELETE FROM event WHERE entry_index = ANY (?)").param(gone).update();
    }

    void advance(UUID id, long position, long erased, long keptForPeriod, long keptForHolds) {
        jdbc.sql("""
                        UPDATE erasure SET position = ?, erased = erased + ?, kept_period = kept_period + ?,
                            kept_hold = kept_hold + ? WHERE erasure_id = ?""").params(position, erased, keptForPeriod, keptForHolds, id).update();
    }

    void finish(UUID id, Instant now) {
        jdbc.sql("UPDATE erasure SET state = 'done', finished_at = ?, person_id = NULL WHERE erasure_id = ?")
                .params(utc(now), id)
                .update();
    }

    private static Erasure erasure(ResultSet row, int number) throws SQLException {
        return new Erasure(
                row.getObject("erasure_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getString("ground"),
                time(row, "from_at"),
                time(row, "to_at"),
                row.getString("state"),
                row.getObject("requested_by", UUID.class),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("decided_by", UUID.class),
                time(row, "decided_at"),
                row.getLong("erased"),
                row.getLong("kept_period"),
                row.getLong("kept_hold"),
                time(row, "finished_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime optional(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }
}
