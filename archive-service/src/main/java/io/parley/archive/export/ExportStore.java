package io.parley.archive.export;

import static java.time.ZoneOffset.UTC;

import io.parley.archive.grant.GrantScope;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.DataKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The table `archive_export`. Every change says in which state it may happen, and whether it did.
@Repository
class ExportStore {

    private final JdbcClient jdbc;

    ExportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Export export) {
        GrantScope scope = export.scope();
        jdbc.sql("""
                INSERT INTO archive_export (export_id, grant_id, requester_id, purpose, case_ref, format, scope_persons,
                    scope_conversations, scope_from, scope_to, requested_at, state)
                VALUES (:id, :grant, :requester, :purpose, :caseRef, :format, :persons, :conversations, :from, :to, :at,
                    'REQUESTED')""")
                .param("id", export.id().value())
                .param("grant", export.grant())
                .param("requester", export.requester().value())
                .param("purpose", export.purpose())
                .param("caseRef", export.caseRef())
                .param("format", export.format().name())
                .param("persons", uuids(scope.persons(), PersonId::value))
                .param("conversations", uuids(scope.conversations(), ConversationId::value))
                .param("from", time(scope.from()))
                .param("to", time(scope.to()))
                .param("at", time(export.requestedAt()))
                .update();
    }

    Optional<Export> find(ExportId id) {
        return jdbc.sql("SELECT * FROM archive_export WHERE export_id = :id")
                .param("id", id.value())
                .query(ExportStore::export)
                .optional();
    }

    /// Ascending by id.
    ///
    /// @param requester null: anybody's
    List<Export> page(@Nullable PersonId requester, UUID after, int limit) {
        return jdbc.sql("""
                SELECT * FROM archive_export WHERE export_id > :after
                    AND (CAST(:requester AS uuid) IS NULL OR requester_id = :requester)
                ORDER BY export_id LIMIT :limit""")
                .param("after", after)
                .param("requester", requester == null ? null : requester.value())
                .param("limit", limit)
                .query(ExportStore::export)
                .list();
    }

    boolean decide(ExportId id, ExportState decision, Export.Decision by) {
        return jdbc.sql("""
                UPDATE archive_export SET state = :state, decided_by = :by, decided_at = :at, comment = :comment
                WHERE export_id = :id AND state = 'REQUESTED'""")
                        .param("id", id.value())
                        .param("state", decision.name())
                        .param("by", by.by().value())
                        .param("at", time(by.at()))
                        .param("comment", by.comment())
                        .update()
                == 1;
    }

    /// What waits to be built, or was being built when its builder died.
    List<ExportId> waiting(int limit) {
        return jdbc.sql("""
                SELECT export_id FROM archive_export WHERE state IN ('APPROVED', 'BUILDING')
                ORDER BY decided_at LIMIT :limit""")
                .param("limit", limit)
                .query((row, n) -> new ExportId(row.getObject(1, UUID.class)))
                .list();
    }

    /// What ends when its grant ends.
    List<Export> open() {
        return jdbc.sql("SELECT * FROM archive_export WHERE state IN ('REQUESTED', 'APPROVED', 'READY')")
                .query(ExportStore::export)
                .list();
    }

    /// Empty when it is no longer to be built.
    Optional<Export> begin(ExportId id) {
        return jdbc.sql("""
                UPDATE archive_export SET state = 'BUILDING', attempt = attempt + 1, written = 0, total = NULL,
                    key_id = NULL, wrapped_secret = NULL
                WHERE export_id = :id AND state IN ('APPROVED', 'BUILDING') RETURNING *""").param("id", id.value()).query(ExportStore::export).optional();
    }

    boolean sealed(Export build, DataKey key, byte[] secret) {
        return jdbc.sql(build("key_id = :key, wrapped_secret = :secret"))
                        .param("id", build.id().value())
                        .param("attempt", build.attempt())
                        .param("key", key.id().value())
                        .param("secret", secret)
                        .update()
                == 1;
    }

    boolean progress(Export build, long written, long total) {
        return jdbc.sql(build("written = :written, total = :total"))
                        .param("id", build.id().value())
                        .param("attempt", build.attempt())
                        .param("written", written)
                        .param("total", total)
                        .update()
                == 1;
    }

    boolean ready(Export build, Export.Result result, Instant at) {
        return jdbc.sql(build("""
                state = 'READY', written = :records, total = :records, conversations = :conversations, size = :size,
                sha256 = :sha256, manifest_sha256 = :manifest, finished_at = :at"""))
                        .param("id", build.id().value())
                        .param("attempt", build.attempt())
                        .param("records", result.records())
                        .param("conversations", result.conversations())
                        .param("size", result.size())
                        .param("sha256", result.sha256())
                        .param("manifest", result.manifestSha256())
                        .param("at", time(at))
                        .update()
                == 1;
    }

    /// From whatever state it was seen in.
    boolean fail(Export seen, String reason, @Nullable String report, Instant at) {
        return jdbc.sql("""
                UPDATE archive_export SET state = 'FAILED', reason = :reason, report = CAST(:report AS jsonb),
                    finished_at = :at, key_id = NULL, wrapped_secret = NULL
                WHERE export_id = :id AND state = :state AND attempt = :attempt""")
                        .param("id", seen.id().value())
                        .param("state", seen.state().name())
                        .param("attempt", seen.attempt())
                        .param("reason", reason)
                        .param("report", report)
                        .param("at", time(at))
                        .update()
                == 1;
    }

    private static String build(String set) {
        return "UPDATE archive_export SET " + set
                + " WHERE export_id = :id AND state = 'BUILDING' AND attempt = :attempt";
    }

    private static Export export(ResultSet row, int number) throws SQLException {
        return new Export(
                new ExportId(row.getObject("export_id", UUID.class)),
                row.getObject("grant_id", UUID.class),
                new PersonId(row.getObject("requester_id", UUID.class)),
                row.getString("purpose"),
                row.getString("case_ref"),
                ExportFormat.valueOf(row.getString("format")),
                scope(row),
                row.getTimestamp("requested_at").toInstant(),
                ExportState.valueOf(row.getString("state")),
                decision(row),
                row.getInt("attempt"),
                wrapping(row),
                row.getLong("written"),
                row.getObject("total", Long.class),
                result(row),
                instant(row, "finished_at"),
                row.getString("reason"),
                row.getString("report"));
    }

    private static GrantScope scope(ResultSet row) throws SQLException {
        return new GrantScope(
                ids(row, "scope_persons", PersonId::new),
                ids(row, "scope_conversations", ConversationId::new),
                row.getTimestamp("scope_from").toInstant(),
                row.getTimestamp("scope_to").toInstant());
    }

    private static Export.@Nullable Decision decision(ResultSet row) throws SQLException {
        @Nullable UUID by = row.getObject("decided_by", UUID.class);
        return by == null
                ? null
                : new Export.Decision(
                        new PersonId(by), row.getTimestamp("decided_at").toInstant(), row.getString("comment"));
    }

    private static Export.@Nullable Wrapping wrapping(ResultSet row) throws SQLException {
        @Nullable UUID key = row.getObject("key_id", UUID.class);
        return key == null ? null : new Export.Wrapping(new KeyId(key), row.getBytes("wrapped_secret"));
    }

    private static Export.@Nullable Result result(ResultSet row) throws SQLException {
        return row.getObject("size") == null
                ? null
                : new Export.Result(
                        row.getLong("written"),
                        row.getInt("conversations"),
                        row.getLong("size"),
                        row.getBytes("sha256"),
                        row.getBytes("manifest_sha256"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(UTC);
    }

    private static <T> SqlArrayValue uuids(Collection<T> ids, Function<T, UUID> value) {
        return new SqlArrayValue("uuid", ids.stream().map(value).toArray());
    }

    private static <T> Set<T> ids(ResultSet row, String column, Function<UUID, T> type) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray(column).getArray()).map(type).collect(Collectors.toSet());
    }
}
