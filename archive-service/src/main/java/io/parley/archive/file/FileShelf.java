package io.parley.archive.file;

import static java.util.stream.Collectors.groupingBy;

import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.store.ObjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The rows behind the archive's files.
@Repository
class FileShelf {

    static final String FILES = """
            SELECT f.record_id, f.file_id, f.number, f.conversation_id, f.seq, f.sender_id, f.accepted_at, f.key_id,
                f.region, o.outcome, o.reason, o.size, o.commitment, o.decided_at, o.seal_id, o.leaf,
                b.object_id, b.wrapped_key, b.about, t.outcome AS reading, t.reason AS unread, t.truncated
            FROM archived_file f LEFT JOIN file_outcome o USING (record_id, file_id)
            LEFT JOIN file_object b USING (record_id, file_id) LEFT JOIN file_text t USING (record_id, file_id)
            """;
    private static final String STATES = """
            SELECT CASE WHEN o.outcome IS NULL THEN 'pending' WHEN o.outcome = 'absent' THEN o.reason
                WHEN b.object_id IS NULL THEN 'erased' ELSE '' END, count(*)
            FROM archived_file f LEFT JOIN file_outcome o USING (record_id, file_id)
            LEFT JOIN file_object b USING (record_id, file_id)
            WHERE f.conversation_id = ? GROUP BY 1 ORDER BY 1
            """;
    private static final String KEYS = """
            SELECT DISTINCT f.key_id FROM archived_file f JOIN file_object o USING (record_id, file_id)
            WHERE f.key_id > ? ORDER BY 1 LIMIT ?
            """;
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    FileShelf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The files of versions, in their order.
    Map<UUID, List<ShelvedFile>> of(Collection<UUID> records) {
        return of(jdbc, records);
    }

    /// The same as a connection of the caller's sees it.
    static Map<UUID, List<ShelvedFile>> of(JdbcClient jdbc, Collection<UUID> records) {
        return jdbc
                .sql(FILES + "WHERE f.record_id = ANY (?) ORDER BY f.record_id, f.number")
                .param(uuids(records))
                .query((row, _) -> file(row))
                .list()
                .stream()
                .collect(groupingBy(found -> found.named().record()));
    }

    /// How many files of a conversation are in which state; the empty state: copied and there.
    Map<String, Long> states(UUID conversation) {
        return jdbc
                .sql(STATES)
                .param(conversation)
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, Long::sum, java.util.TreeMap::new));
    }

    long dropPurged(Instant since, int most) {
        return jdbc.sql("SELECT drop_purged_files(?, ?)")
                .params(Timestamp.from(since), most)
                .query(Long.class)
                .single();
    }

    long dropErased(Collection<KeyId> keys) {
        return jdbc.sql("SELECT drop_erased_files(?)")
                .param(uuids(keys.stream().map(KeyId::value).toList()))
                .query(Long.class)
                .single();
    }

    /// The keys of copies that are there, ascending as PostgreSQL orders them.
    List<KeyId> keysInUse(@Nullable KeyId after, int most) {
        return jdbc.sql(KEYS)
                .params(after == null ? FIRST : after.value(), most)
                .query((row, _) -> new KeyId(row.getObject(1, UUID.class)))
                .list();
    }

    List<ObjectId> doomed(int most) {
        return jdbc.sql("SELECT object_id FROM doomed_object LIMIT ?")
                .param(most)
                .query((row, _) -> new ObjectId(row.getObject(1, UUID.class)))
                .list();
    }

    void deleted(Collection<ObjectId> objects) {
        jdbc.sql("DELETE FROM doomed_object WHERE object_id = ANY (?)")
                .param(uuids(objects.stream().map(ObjectId::value).toList()))
                .update();
    }

    /// Those of the objects that no file has.
    List<ObjectId> unowned(Collection<ObjectId> objects) {
        return jdbc.sql("""
                        SELECT o.id FROM unnest(?) AS o (id)
                        WHERE NOT EXISTS (SELECT FROM file_object f WHERE f.object_id = o.id)
                        """)
                .param(uuids(objects.stream().map(ObjectId::value).toList()))
                .query((row, _) -> new ObjectId(row.getObject(1, UUID.class)))
                .list();
    }

    private static SqlArrayValue uuids(Collection<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    static ShelvedFile file(ResultSet row) throws SQLException {
        var named = new NamedFile(
                row.getObject("record_id", UUID.class),
                new FileId(row.getObject("file_id", UUID.class)),
                row.getInt("number"),
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                row.getLong("seq"),
                new PersonId(row.getObject("sender_id", UUID.class)),
                row.getTimestamp("accepted_at").toInstant(),
                new KeyId(row.getObject("key_id", UUID.class)),
                row.getString("region"));
        return new ShelvedFile(named, decided(row), copy(row), reading(row));
    }

    private static ShelvedFile.@Nullable Decided decided(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return row.getString("outcome") == null
                ? null
                : new ShelvedFile.Decided(
                        row.getString("outcome"),
                        reason == null ? "" : reason,
                        row.getTimestamp("decided_at").toInstant(),
                        row.getLong("size"),
                        row.getBytes("commitment"),
                        row.getLong("seal_id"),
                        row.getInt("leaf"));
    }

    private static ShelvedFile.@Nullable Reading reading(ResultSet row) throws SQLException {
        String outcome = row.getString("reading");
        return outcome == null
                ? null
                : new ShelvedFile.Reading(outcome, row.getString("unread"), row.getBoolean("truncated"));
    }

    private static ShelvedFile.@Nullable Copy copy(ResultSet row) throws SQLException {
        UUID object = row.getObject("object_id", UUID.class);
        return object == null
                ? null
                : new ShelvedFile.Copy(new ObjectId(object), row.getBytes("wrapped_key"), row.getBytes("about"));
    }
}
