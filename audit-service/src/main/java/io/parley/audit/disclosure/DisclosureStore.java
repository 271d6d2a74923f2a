package io.parley.audit.disclosure;

import io.parley.contracts.AuditAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Which events a person can see, in the order in which they could be seen.
@Repository
class DisclosureStore {

    /// As long as the longest page and one more, so that a page tells whether there is another.
    private static final int AT_ONCE = DisclosureController.MOST + 1;

    /// Acts by which somebody learnt what people wrote, or who had it, or what they did in a conversation.
    private static final List<String> READING = List.of(
            AuditAction.ARCHIVE_SEARCHED.code(),
            AuditAction.ARCHIVE_VIEWED.code(),
            AuditAction.ARCHIVE_HISTORY_READ.code(),
            AuditAction.ARCHIVE_RECEIPTS_READ.code(),
            AuditAction.ARCHIVE_EXPORTED.code(),
            AuditAction.FEED_READ.code());

    /// A case that is delayed holds back all that was read for it, before the delay began as well.
    private static final String NUMBER = """
            INSERT INTO disclosure (person_id, number, entry_index, at, disclosed_at)
            SELECT :person, :last + row_number() OVER (ORDER BY e.entry_index), e.entry_index, e.at, :now
            FROM event AS e
            WHERE e.affected @> :people AND e.outcome = 'success' AND (e.action = ANY (:reading)
                    OR e.action = 'audit.also-affected'
                        AND e.body::json #>> '{detail,action}' = ANY (:reading))
                AND NOT EXISTS (SELECT FROM disclosure AS d
                    WHERE d.person_id = :person AND d.entry_index = e.entry_index)
                AND NOT EXISTS (SELECT FROM disclosure_delay_state AS s
                    WHERE s.case_ref = e.case_ref AND s.effective_until > :now)
            ORDER BY e.entry_index LIMIT :most""";

    private static final String FIND = """
            SELECT d.number, e.body, r.reader_id, late.effective_until, late.ground
            FROM disclosure AS d
            JOIN event AS e ON e.entry_index = d.entry_index AND e.at = d.at
            JOIN disclosure_reader AS r ON r.actor_id = e.actor_id
            LEFT JOIN LATERAL (
                SELECT s.effective_until, s.ground FROM disclosure_delay_state AS s
                WHERE s.case_ref = e.case_ref AND s.effective_until > greatest(e.at, s.requested_at)
                ORDER BY s.effective_until DESC LIMIT 1) AS late ON true
            WHERE d.person_id = :person AND d.number > :after
            ORDER BY d.number LIMIT :limit""";

    private static final String READERS = """
            INSERT INTO disclosure_reader (actor_id, reader_id)
            SELECT DISTINCT e.actor_id, gen_random_uuid()
            FROM disclosure AS d JOIN event AS e ON e.entry_index = d.entry_index AND e.at = d.at
            WHERE d.person_id = :person AND d.number > :last
                AND NOT EXISTS (SELECT FROM disclosure_reader AS r WHERE r.actor_id = e.actor_id)
            ON CONFLICT DO NOTHING""";

    private final JdbcClient jdbc;

    DisclosureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Gives numbers to what the person may see from now on; in a transaction of the caller's.
    void number(String person, Instant now) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('disclosure'), hashtext(?))")
                .param(person)
                .query()
                .singleRow();
        long last = jdbc.sql("SELECT coalesce(max(number), 0) FROM disclosure WHERE person_id = ?")
                .param(person)
                .query(Long.class)
                .single();
        int more = jdbc.sql(NUMBER)
                .param("person", person)
                .param("people", new SqlArrayValue("text", person))
                .param("last", last)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("reading", new SqlArrayValue("text", READING.toArray()))
                .param("most", AT_ONCE)
                .update();
        if (more > 0) {
            jdbc.sql(READERS).param("person", person).param("last", last).update();
        }
    }

    List<Disclosure> find(String person, long after, int limit) {
        return jdbc.sql(FIND)
                .param("person", person)
                .param("after", after)
                .param("limit", limit)
                .query(DisclosureStore::disclosure)
                .list();
    }

    private static Disclosure disclosure(ResultSet row, int number) throws SQLException {
        return new Disclosure(row.getLong(1), row.getString(2), row.getString(3), time(row, 4), row.getString(5));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
