package io.parley.message.file;

import io.parley.contracts.AuditAction;
import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.store.ObjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The rows behind files. Each call takes a connection only for its own statements, never for a transfer.
@Repository
class FileShelf {

    private static final String FILE = """
            SELECT file_id, owner_id, state, size, received, key_id, wrapped_key, about, expires_at_ms,
                   thumbnail_id, thumbnail_bytes
            FROM file f
            """;

    /// What a message of a conversation shows to its present members, a recall takes away again.
    private static final String READABLE = FILE + """
            WHERE f.file_id = ? AND (f.owner_id = ? OR f.state = 'complete' AND EXISTS (
                SELECT FROM file_link l
                JOIN member p ON p.conversation_id = l.conversation_id AND p.person_id = ? AND p.until_seq IS NULL
                    AND l.seq >= p.visible_from
                WHERE l.file_id = f.file_id AND NOT EXISTS (
                    SELECT FROM message r WHERE r.conversation_id = l.conversation_id
                        AND r.message_id = l.message_id AND r.change = 'recalled')))
            """;

    private static final String NAMED_BY = FILE + """
            WHERE f.file_id = ? AND f.state = 'complete' AND EXISTS (
                SELECT FROM file_link l
                WHERE l.file_id = f.file_id AND l.conversation_id = ? AND l.seq = ?)
            """;

    private static final String USAGE = """
            SELECT coalesce(sum(size), 0) AS bytes, count(*) AS files,
                   count(*) FILTER (WHERE state = 'receiving') AS unfinished
            FROM file WHERE owner_id = ?
            """;

    private static final String INSERT = """
            INSERT INTO file (file_id, owner_id, state, size, key_id, wrapped_key, about, expires_at_ms)
            VALUES (?, ?, 'receiving', ?, ?, ?, ?, ?)
            """;

    private static final String APPEND = """
            UPDATE file SET received = received + ?, expires_at_ms = ?
            WHERE file_id = ? AND state = 'receiving' AND received = ?
            """;

    private static final String COMPLETE = """
            UPDATE file SET state = 'complete', size = ?, received = ?, about = ?, expires_at_ms = ?, thumbnail = ?
            WHERE file_id = ? AND state = 'receiving' AND received = ?
            """;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    FileShelf(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    record Usage(long files, long bytes, long unfinished) {}

    Usage usage(PersonId owner) {
        return jdbc.sql(USAGE)
                .param(owner.value())
                .query((row, _) -> new Usage(row.getLong("files"), row.getLong("bytes"), row.getLong("unfinished")))
                .single();
    }

    /// One reservation of a person at a time, so that two uploads cannot both take the last of the quota.
    @Transactional
    public void reserve(
            FileId id, PersonId owner, long size, StoredFile.Wrapping wrapping, long expiresAtMs, Quota quota) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("parley.files " + owner)
                .query((_, _) -> true)
                .single();
        quota.check(usage(owner), size);
        jdbc.sql(INSERT)
                .param(id.value())
                .param(owner.value())
                .param(size)
                .param(wrapping.keyId().value())
                .param(wrapping.wrappedKey())
                .param(wrapping.about())
                .param(expiresAtMs)
                .update();
    }

    Optional<StoredFile> own(FileId id, PersonId owner) {
        return jdbc.sql(FILE + "WHERE f.file_id = ? AND f.owner_id = ?")
                .param(id.value())
                .param(owner.value())
                .query((row, _) -> file(row))
                .optional();
    }

    Optional<StoredFile> readable(FileId id, PersonId reader) {
        return jdbc.sql(READABLE)
                .param(id.value())
                .param(reader.value())
                .param(reader.value())
                .query((row, _) -> file(row))
                .optional();
    }

    /// Whoever may read the message: for the archive.
    Optional<StoredFile> namedBy(Copies.Named named) {
        return jdbc.sql(NAMED_BY)
                .params(named.file().value(), named.conversation().value(), named.seq())
                .query((row, _) -> file(row))
                .optional();
    }

    List<Part> parts(FileId id) {
        return jdbc.sql("SELECT start, bytes, object_id FROM file_part WHERE file_id = ? ORDER BY start")
                .param(id.value())
                .query((row, _) -> new Part(row.getLong("start"), row.getLong("bytes"), object(row, "object_id")))
                .list();
    }

    /// @return false when another part took the place or the file is gone
    @Transactional
    public boolean append(StoredFile file, Part part, long expiresAtMs) {
        int rows = jdbc.sql(APPEND)
                .param(part.bytes())
                .param(expiresAtMs)
                .param(file.id().value())
                .param(part.start())
                .update();
        if (rows == 1) {
            insert(file.id(), part);
        }
        return rows == 1;
    }

    /// With its last part the file is there at once and whole.
    ///
    /// @return false when another part took the place or the file is gone
    @Transactional
    public boolean complete(StoredFile file, Part last, byte[] about, long expiresAtMs, boolean image) {
        int rows = jdbc.sql(COMPLETE)
                .param(last.end())
                .param(last.end())
                .param(about)
                .param(expiresAtMs)
                .param(image ? "pending" : "none")
                .param(file.id().value())
                .param(last.start())
                .update();
        if (rows == 1) {
            insert(file.id(), last);
            audit.record(AuditEvent.of(AuditAction.FILE_STORED)
                    .by("person", file.owner().toString())
                    .on("file", file.id().toString())
                    .detail("bytes", last.end()));
        }
        return rows == 1;
    }

    private void insert(FileId file, Part part) {
        jdbc.sql("INSERT INTO file_part (file_id, start, bytes, object_id) VALUES (?, ?, ?, ?)")
                .param(file.value())
                .param(part.start())
                .param(part.bytes())
                .param(part.object().value())
                .update();
    }

    /// Removes a file that no message names. Its objects are the caller's to delete; those that a crash leaves are
    /// swept.
    ///
    /// @return false when a message names it, or it is gone
    @Transactional
    public boolean remove(StoredFile file, String why) {
        int rows = jdbc.sql("DELETE FROM file WHERE file_id = ? AND expires_at_ms IS NOT NULL")
                .param(file.id().value())
                .update();
        if (rows == 1 && file.complete()) {
            audit.record(AuditEvent.of(AuditAction.FILE_REMOVED)
                    .by("person", file.owner().toString())
                    .on("file", file.id().toString())
                    .detail("why", why));
        }
        return rows == 1;
    }

    List<StoredFile> expired(int limit) {
        return jdbc.sql(FILE + "WHERE f.expires_at_ms < ? ORDER BY f.expires_at_ms LIMIT ?")
                .param(clock.millis())
                .param(limit)
                .query((row, _) -> file(row))
                .list();
    }

    /// Images without a thumbnail yet: what was waiting when a process ended is found here.
    List<StoredFile> awaitingThumbnail(int limit) {
        return jdbc.sql(FILE + "WHERE f.thumbnail = 'pending' ORDER BY f.file_id LIMIT ?")
                .param(limit)
                .query((row, _) -> file(row))
                .list();
    }

    Optional<StoredFile> awaitingThumbnail(FileId id) {
        return jdbc.sql(FILE + "WHERE f.thumbnail = 'pending' AND f.file_id = ?")
                .param(id.value())
                .query((row, _) -> file(row))
                .optional();
    }

    /// @param thumbnail null: none can be made
    /// @return false when another instance was faster or the file is gone
    boolean thumbnail(FileId id, @Nullable Part thumbnail) {
        return jdbc.sql("UPDATE file SET thumbnail = ?, thumbnail_id = ?, thumbnail_bytes = ?"
                                + " WHERE file_id = ? AND thumbnail = 'pending'")
                        .param(thumbnail == null ? "failed" : "made")
                        .param(thumbnail == null ? null : thumbnail.object().value())
                        .param(thumbnail == null ? null : thumbnail.bytes())
                        .param(id.value())
                        .update()
                == 1;
    }

    /// Those of the objects that no file has.
    List<ObjectId> unowned(Collection<ObjectId> objects) {
        return jdbc.sql("""
                        SELECT o.id FROM unnest(?) AS o (id)
                        WHERE NOT EXISTS (SELECT FROM file_part p WHERE p.object_id = o.id)
                            AND NOT EXISTS (SELECT FROM file f WHERE f.thumbnail_id = o.id)
                        """)
                .param(new SqlArrayValue(
                        "uuid", objects.stream().map(ObjectId::value).toArray()))
                .query((row, _) -> object(row, "id"))
                .list();
    }

    private static StoredFile file(ResultSet row) throws SQLException {
        long expires = row.getLong("expires_at_ms");
        boolean linked = row.wasNull();
        return new StoredFile(
                new FileId(row.getObject("file_id", UUID.class)),
                new PersonId(row.getObject("owner_id", UUID.class)),
                row.getString("state").equals("complete"),
                row.getLong("size"),
                row.getLong("received"),
                new StoredFile.Wrapping(
                        new KeyId(row.getObject("key_id", UUID.class)),
                        row.getBytes("wrapped_key"),
                        row.getBytes("about")),
                linked ? null : expires,
                row.getObject("thumbnail_id", UUID.class) == null
                        ? null
                        : new Part(0, row.getLong("thumbnail_bytes"), object(row, "thumbnail_id")));
    }

    private static ObjectId object(ResultSet row, String column) throws SQLException {
        return new ObjectId(row.getObject(column, UUID.class));
    }
}
