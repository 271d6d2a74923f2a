package io.parley.archive.index;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

@Repository
class GenerationStore {

    private static final String NEWEST = "SELECT * FROM index_generation ORDER BY generation DESC LIMIT 1";
    private static final String UNFILLED = """
            SELECT * FROM index_generation WHERE filled_at IS NULL AND begun_at <= :until FOR UPDATE SKIP LOCKED
            """;
    private static final String REPLACED = """
            SELECT generation, key_id FROM index_generation
            WHERE key_destroyed_at IS NULL
              AND generation < (SELECT max(generation) FROM index_generation WHERE filled_at IS NOT NULL)
            FOR UPDATE SKIP LOCKED
            """;
    private static final String NEXT = """
            SELECT record_id, conversation_id, seq, accepted_at, key_id, sealed, region FROM record
            WHERE (accepted_at, conversation_id, seq) > (:at, :conversation, :seq)
            ORDER BY accepted_at, conversation_id, seq LIMIT :limit
            """;

    private final JdbcClient jdbc;

    GenerationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Waits for every transaction that pinned the generations, and keeps new ones waiting.
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('index_generation'))").query(rs -> {});
    }

    Generation newest() {
        return jdbc.sql(NEWEST).query(GenerationStore::generation).single();
    }

    void begin(int generation, PersonId by, Instant at) {
        jdbc.sql("INSERT INTO index_generation (generation, begun_at, begun_by) VALUES (?, ?, ?)")
                .params(generation, at.atOffset(UTC), by.value())
                .update();
    }

    void replaced(int generation, KeyId key) {
        jdbc.sql("UPDATE index_generation SET key_id = ? WHERE generation = ?")
                .params(key.value(), generation)
                .update();
    }

    /// Locked until the transaction ends; empty also while another instance has it.
    Optional<Generation> unfilled(Instant begunUntil) {
        return jdbc.sql(UNFILLED)
                .param("until", begunUntil.atOffset(UTC))
                .query(GenerationStore::generation)
                .optional();
    }

    List<Unindexed> next(Generation.Place after, int limit) {
        return jdbc.sql(NEXT)
                .param("at", after.acceptedAt().atOffset(UTC))
                .param("conversation", after.conversation())
                .param("seq", after.seq())
                .param("limit", limit)
                .query(GenerationStore::unindexed)
                .list();
    }

    void reindex(List<Indexed> records) {
        jdbc.sql("SELECT reindex_records(?, ?, ?)")
                .params(
                        array("uuid", records.stream().map(Indexed::recordId).toArray()),
                        array(
                                "timestamptz",
                                records.stream()
                                        .map(one -> one.acceptedAt().toString())
                                        .toArray()),
                        array("text", records.stream().map(Indexed::literal).toArray()))
                .query(rs -> {});
    }

    void advance(int generation, Generation.Place to, int records) {
        jdbc.sql("""
                UPDATE index_generation SET at_accepted = ?, at_conversation = ?, at_seq = ?, records = records + ?
                WHERE generation = ?""")
                .params(to.acceptedAt().atOffset(UTC), to.conversation(), to.seq(), records, generation)
                .update();
    }

    void filled(int generation, Instant at) {
        jdbc.sql("UPDATE index_generation SET filled_at = ? WHERE generation = ?")
                .params(at.atOffset(UTC), generation)
                .update();
    }

    /// Those under which nothing lies any more; locked until the transaction ends.
    List<Generation.Replaced> replaced() {
        return jdbc.sql(REPLACED)
                .query((row, n) -> new Generation.Replaced(row.getInt(1), new KeyId(row.getObject(2, UUID.class))))
                .list();
    }

    void keyDestroyed(int generation, Instant at) {
        jdbc.sql("UPDATE index_generation SET key_destroyed_at = ? WHERE generation = ?")
                .params(at.atOffset(UTC), generation)
                .update();
    }

    private static Generation generation(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime filled = row.getObject("filled_at", OffsetDateTime.class);
        return new Generation(
                row.getInt("generation"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                new Generation.Place(
                        row.getObject("at_accepted", OffsetDateTime.class).toInstant(),
                        row.getObject("at_conversation", UUID.class),
                        row.getLong("at_seq")),
                row.getLong("records"),
                filled == null ? null : filled.toInstant());
    }

    private static Unindexed unindexed(ResultSet row, int number) throws SQLException {
        return new Unindexed(
                row.getObject("record_id", UUID.class),
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                row.getLong("seq"),
                row.getTimestamp("accepted_at").toInstant(),
                new KeyId(row.getObject("key_id", UUID.class)),
                row.getBytes("sealed"),
                row.getString("region"));
    }

    private static SqlArrayValue array(String type, Object[] values) {
        return new SqlArrayValue(type, values);
    }
}
