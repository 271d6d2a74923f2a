package io.parley.consent.basis;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.notice.NoticeId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The append-only table `basis_entry`: what was decided about the past stays decided.
@Repository
class BasisStore {

    private final JdbcClient jdbc;

    BasisStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Ascending by effective time.
    List<BasisEntry> history(PersonId person, Purpose purpose) {
        return jdbc.sql(
                        "SELECT * FROM basis_entry WHERE person_id = :person AND purpose = :purpose ORDER BY effective_at")
                .param("person", person.value())
                .param("purpose", purpose.code())
                .query(BasisStore::entry)
                .list();
    }

    void append(PersonId person, Purpose purpose, BasisEntry entry) {
        Basis.@Nullable Granted granted = entry.basis() instanceof Basis.Granted given ? given : null;
        jdbc.sql("""
                INSERT INTO basis_entry (person_id, purpose, effective_at, ground, notice_id, notice_version, answer_id)
                VALUES (:person, :purpose, :at, :ground, :notice, :version, :answer)""")
                .param("person", person.value())
                .param("purpose", purpose.code())
                .param("at", entry.effectiveAt().atOffset(UTC))
                .param(
                        "ground",
                        granted == null ? Ground.NONE.code() : granted.ground().code())
                .param("notice", granted == null ? null : granted.noticeId().value())
                .param("version", granted == null ? null : granted.noticeVersion())
                .param("answer", granted == null ? null : granted.answerId())
                .update();
    }

    private static BasisEntry entry(ResultSet row, int number) throws SQLException {
        return new BasisEntry(row.getTimestamp("effective_at").toInstant(), basis(row));
    }

    private static Basis basis(ResultSet row) throws SQLException {
        Ground ground = Ground.of(row.getString("ground"));
        return switch (ground) {
            case NONE -> new Basis.None();
            case CONSENT, NOTICE ->
                new Basis.Granted(
                        ground,
                        new NoticeId(row.getObject("notice_id", UUID.class)),
                        row.getInt("notice_version"),
                        row.getObject("answer_id", UUID.class));
        };
    }
}
