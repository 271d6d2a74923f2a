package io.parley.consent.ledger;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.notice.NoticeVersion;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The reminders of a version that were sent, among its steps.
@Repository
class Reminders {

    private final JdbcClient jdbc;

    Reminders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Sent(Instant at, int people) {}

    /// Oldest first.
    List<Sent> of(NoticeVersion version) {
        return jdbc.sql("""
                SELECT at, people FROM notice_step
                WHERE notice_id = :notice AND version = :version AND step = 'reminded' ORDER BY at""")
                .param("notice", version.noticeId().value())
                .param("version", version.version())
                .query((row, number) -> new Sent(row.getTimestamp(1).toInstant(), row.getInt(2)))
                .list();
    }

    /// Holds off other instances until the transaction ends.
    ///
    /// @return false when another instance is at it
    boolean lock(NoticeVersion version) {
        return jdbc.sql("SELECT 1 FROM notice WHERE notice_id = :notice FOR UPDATE SKIP LOCKED")
                .param("notice", version.noticeId().value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void sent(NoticeVersion version, Instant at, long people) {
        jdbc.sql("""
                INSERT INTO notice_step (notice_id, version, step, at, actor, people)
                VALUES (:notice, :version, 'reminded', :at, 'consent-service', :people)""")
                .param("notice", version.noticeId().value())
                .param("version", version.version())
                .param("at", at.atOffset(UTC))
                .param("people", people)
                .update();
    }
}
