package io.parley.consent.ledger;

import io.parley.consent.notice.AudienceColumns;
import io.parley.consent.notice.NoticeVersion;
import io.parley.contracts.PersonId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// Who is asked by a version of a notice, and what they said to it or to a version that counts as well. People who left
/// are not counted, and who came back is asked anew.
@Repository
class NoticeProgress {

    static final String UNANSWERED = "unanswered";

    private static final String ASKED = """
            SELECT p.person_id, coalesce(a.act, 'unanswered') AS state FROM person p
            LEFT JOIN LATERAL (
                SELECT act FROM answer
                WHERE notice_id = :notice AND person_id = p.person_id AND notice_version >= :floor AND act <> 'withdrawn'
                  AND effective_at > coalesce(p.answers_from, '-infinity')
                ORDER BY effective_at DESC LIMIT 1) a ON true
            WHERE p.active AND p.kind = ANY (:kinds)
              AND (cardinality(:regions::text[]) = 0 OR p.region = ANY (:regions))
              AND (cardinality(:groups::uuid[]) = 0 OR EXISTS (
                  SELECT FROM group_member m WHERE m.person_id = p.person_id AND m.group_id = ANY (:groups)))
              AND (cardinality(:languages::text[]) = 0 OR EXISTS (
                  SELECT FROM unnest(p.languages) AS read, unnest(:languages::text[]) AS wanted
                  WHERE starts_with(lower(read) || '-', wanted || '-')))
            """;

    private final JdbcClient jdbc;

    NoticeProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Someone(PersonId person, String state) {}

    /// People by what they said: accepted, acknowledged, refused, unanswered.
    ///
    /// @param floor answers to this version, or a later one, count
    Map<String, Long> counts(NoticeVersion version, int floor) {
        Map<String, Long> counts = new TreeMap<>(Map.of(UNANSWERED, 0L));
        asked("SELECT state, count(*) FROM (" + ASKED + ") AS s GROUP BY state", version, floor)
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    /// Ascending by person id.
    List<Someone> page(NoticeVersion version, int floor, @Nullable String state, @Nullable UUID after, int limit) {
        return asked("SELECT * FROM (" + ASKED + """
                        AND p.person_id > :after ORDER BY p.person_id) AS s
                        WHERE :state::text IS NULL OR state = :state LIMIT :limit""", version, floor)
                .param("state", state)
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query((row, number) -> new Someone(new PersonId(row.getObject(1, UUID.class)), row.getString(2)))
                .list();
    }

    private StatementSpec asked(String sql, NoticeVersion version, int floor) {
        return AudienceColumns.bind(jdbc.sql(sql), version.audience())
                .param("notice", version.noticeId().value())
                .param("floor", floor);
    }
}
