package io.parley.audit.disclosure;

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
import org.springframework.stereotype.Repository;

/// Delays and the steps taken about them; both only grow.
@Repository
class DelayStore {

    private static final String COLUMNS = """
            SELECT delay_id, case_ref, ground, requested_by, requested_at, extends, until, effective_until,
                   coalesce(approved_by, refused_by) AS decided_by, coalesce(approved_at, refused_at) AS decided_at,
                   ended_by, ended_at,
                   CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN refused_at IS NOT NULL THEN 'refused'
                        WHEN approved_at IS NOT NULL THEN 'approved' ELSE 'requested' END AS state
            FROM disclosure_delay_state AS s\s""";

    /// Not those of cases in which something of this person was read: they would learn of it here.
    private static final String HIDDEN_FROM_THE_READ = """
            NOT EXISTS (SELECT FROM event AS e WHERE e.case_ref = s.case_ref AND e.affected @> ARRAY[:person]::text[])""";

    private final JdbcClient jdbc;

    DelayStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The same case one at a time, until the transaction ends.
    void lock(String caseRef) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('disclosure_delay'), hashtext(?))")
                .param(caseRef)
                .query()
                .singleRow();
    }

    /// Oldest first.
    List<Delay> of(String caseRef) {
        return jdbc.sql(COLUMNS + "WHERE s.case_ref = ? ORDER BY s.requested_at, s.delay_id")
                .param(caseRef)
                .query(DelayStore::delay)
                .list();
    }

    Optional<Delay> find(UUID id, String person) {
        return jdbc.sql(COLUMNS + "WHERE s.delay_id = :id AND " + HIDDEN_FROM_THE_READ)
                .param("id", id)
                .param("person", person)
                .query(DelayStore::delay)
                .optional();
    }

    List<Delay> after(UUID after, String person, int limit) {
        return jdbc.sql(COLUMNS + "WHERE s.delay_id > :after AND " + HIDDEN_FROM_THE_READ
                        + " ORDER BY s.delay_id LIMIT :limit")
                .param("after", after)
                .param("person", person)
                .param("limit", limit)
                .query(DelayStore::delay)
                .list();
    }

    long inForce(Instant now) {
        return jdbc.sql("SELECT count(DISTINCT case_ref) FROM disclosure_delay_state WHERE effective_until > ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void insert(Delay asked, Instant provisionalUntil) {
        jdbc.sql("""
                        INSERT INTO disclosure_delay (delay_id, case_ref, ground, requested_by, requested_at, extends,
                            provisional_until, until)
                        VALUES (:id, :case, :ground, :by, :at, :extends, :provisional, :until)""")
                .param("id", asked.delayId())
                .param("case", asked.caseRef())
                .param("ground", asked.ground())
                .param("by", asked.requestedBy())
                .param("at", asked.requestedAt().atOffset(ZoneOffset.UTC))
                .param("extends", asked.extendsDelay(), Types.OTHER)
                .param("provisional", provisionalUntil.atOffset(ZoneOffset.UTC))
                .param("until", asked.until().atOffset(ZoneOffset.UTC))
                .update();
    }

    void step(UUID delay, String step, UUID actor, Instant at) {
        jdbc.sql("INSERT INTO disclosure_delay_step (delay_id, step, actor, at) VALUES (?, ?, ?, ?)")
                .params(delay, step, actor, at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Delay delay(ResultSet row, int number) throws SQLException {
        return new Delay(
                row.getObject("delay_id", UUID.class),
                row.getString("case_ref"),
                row.getString("ground"),
                row.getString("state"),
                row.getObject("requested_by", UUID.class),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("extends", UUID.class),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                row.getObject("effective_until", OffsetDateTime.class).toInstant(),
                row.getObject("decided_by", UUID.class),
                time(row, "decided_at"),
                row.getObject("ended_by", UUID.class),
                time(row, "ended_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
