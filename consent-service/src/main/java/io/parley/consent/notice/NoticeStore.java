package io.parley.consent.notice;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.Purpose;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class NoticeStore {

    private static final TypeReference<Map<String, NoticeText>> TEXTS = new TypeReference<>() {};
    private static final String SELECT = """
            SELECT *, ARRAY(SELECT s.step FROM notice_step s
                            WHERE s.notice_id = v.notice_id AND s.version = v.version AND s.step <> 'reminded') AS steps
            FROM notice JOIN notice_version v USING (notice_id)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NoticeStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insertNotice(NoticeId id, Purpose purpose, NoticeKind kind, Instant at) {
        jdbc.sql("INSERT INTO notice (notice_id, purpose, kind, created_at) VALUES (:id, :purpose, :kind, :at)")
                .param("id", id.value())
                .param("purpose", purpose.code())
                .param("kind", kind.code())
                .param("at", at.atOffset(UTC))
                .update();
    }

    void insertVersion(NoticeVersion version, Instant at) {
        var insert = jdbc.sql("""
                INSERT INTO notice_version (notice_id, version, %s, texts, material, refusable, mandatory, drafted_by,
                                            drafted_at)
                VALUES (:id, :version, %s, :texts::jsonb, :material, :refusable, :mandatory, :by, :at)""".formatted(AudienceColumns.NAMES, AudienceColumns.PARAMETERS));
        AudienceColumns.bind(insert, version.audience())
                .param("id", version.noticeId().value())
                .param("version", version.version())
                .param("texts", json.writeValueAsString(version.texts()))
                .param("material", version.material())
                .param("refusable", version.refusable())
                .param("mandatory", version.mandatory())
                .param("by", version.draftedBy())
                .param("at", at.atOffset(UTC))
                .update();
    }

    void markPublished(NoticeId id, int version, Instant at) {
        jdbc.sql("UPDATE notice_version SET published_at = :at WHERE notice_id = :id AND version = :version")
                .param("at", at.atOffset(UTC))
                .param("id", id.value())
                .param("version", version)
                .update();
    }

    /// Ascending; the lock on the notice keeps two editors apart.
    List<NoticeVersion> lockedVersions(NoticeId id) {
        jdbc.sql("SELECT 1 FROM notice WHERE notice_id = :id FOR UPDATE")
                .param("id", id.value())
                .query(row -> {});
        return versions(List.of(id));
    }

    List<NoticeVersion> versions(List<NoticeId> ids) {
        return jdbc.sql(SELECT + "WHERE notice_id = ANY (:ids) ORDER BY notice_id, version")
                .param("ids", ids.stream().map(NoticeId::value).toArray(UUID[]::new))
                .query(this::version)
                .list();
    }

    Optional<NoticeVersion> version(NoticeId id, int version) {
        return jdbc.sql(SELECT + "WHERE notice_id = :id AND version = :version")
                .param("id", id.value())
                .param("version", version)
                .query(this::version)
                .optional();
    }

    List<NoticeVersion> published() {
        return jdbc.sql(SELECT + "WHERE published_at IS NOT NULL ORDER BY notice_id, version")
                .query(this::version)
                .list();
    }

    List<NoticeId> ids(@Nullable UUID after, int limit) {
        return jdbc.sql("""
                SELECT notice_id FROM notice WHERE notice_id > coalesce(:after::uuid, :first::uuid)
                ORDER BY notice_id LIMIT :limit""")
                .param("after", after)
                .param("first", new UUID(0, 0))
                .param("limit", limit)
                .query((row, number) -> new NoticeId(row.getObject(1, UUID.class)))
                .list();
    }

    /// @return false when it was taken before
    boolean take(NoticeVersion version, NoticeStep step, String actor, Instant at) {
        return jdbc.sql("""
                INSERT INTO notice_step (notice_id, version, step, at, actor)
                VALUES (:id, :version, :step, :at, :actor)
                ON CONFLICT (notice_id, version, step) WHERE step <> 'reminded' DO NOTHING""")
                        .param("id", version.noticeId().value())
                        .param("version", version.version())
                        .param("step", step.code())
                        .param("at", at.atOffset(UTC))
                        .param("actor", actor)
                        .update()
                == 1;
    }

    /// Whose time has come without anybody having said so yet.
    List<NoticeVersion> unannounced(Instant now) {
        return jdbc.sql(SELECT + """
                WHERE published_at <= :now AND NOT EXISTS (
                    SELECT 1 FROM notice_step s WHERE s.notice_id = v.notice_id AND s.version = v.version
                    AND s.step IN ('effective', 'retired'))
                ORDER BY published_at""")
                .param("now", now.atOffset(UTC))
                .query(this::version)
                .list();
    }

    private NoticeVersion version(ResultSet row, int number) throws SQLException {
        @Nullable Timestamp published = row.getTimestamp("published_at");
        return new NoticeVersion(
                new NoticeId(row.getObject("notice_id", UUID.class)),
                row.getInt("version"),
                Purpose.of(row.getString("purpose")),
                NoticeKind.of(row.getString("kind")),
                AudienceColumns.read(row),
                json.readValue(row.getString("texts"), TEXTS),
                row.getBoolean("material"),
                row.getBoolean("refusable"),
                row.getBoolean("mandatory"),
                row.getString("drafted_by"),
                strings(row.getArray("steps")).stream().map(NoticeStep::of).collect(Collectors.toSet()),
                published == null ? null : published.toInstant());
    }

    private static Set<String> strings(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).collect(Collectors.toSet());
    }
}
