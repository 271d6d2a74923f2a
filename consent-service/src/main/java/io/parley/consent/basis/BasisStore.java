package io.parley.consent.basis;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.notice.NoticeId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
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
        return histories(List.of(person), purpose).getOrDefault(person, List.of());
    }

    /// The same of many people; those without a history are left out.
    Map<PersonId, List<BasisEntry>> histories(Collection<PersonId> people, Purpose purpose) {
        Map<PersonId, List<BasisEntry>> histories = new HashMap<>();
        jdbc.sql("""
                SELECT * FROM basis_entry WHERE person_id = ANY (:people) AND purpose = :purpose
                ORDER BY person_id, effective_at""")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("purpose", purpose.code())
                .query(row -> {
                    histories
                            .computeIfAbsent(
                                    new PersonId(row.getObject("person_id", UUID.class)), _ -> new ArrayList<>())
                            .add(entry(row));
                });
        return histories;
    }

    void append(PersonId person, Purpose purpose, BasisEntry entry) {
        StatementSpec insert = jdbc.sql("""
                INSERT INTO basis_entry (person_id, purpose, effective_at, ground, notice_id, notice_version, answer_id,
                                         obligation_id, valid_until, pack, why)
                VALUES (:person, :purpose, :at, :ground, :notice, :version, :answer, :obligation, :until, :pack, :why)""")
                .param("person", person.value())
                .param("purpose", purpose.code())
                .param("at", entry.effectiveAt().atOffset(UTC))
                .param("pack", entry.pack());
        bind(insert, entry.basis()).update();
    }

    private static StatementSpec bind(StatementSpec insert, Basis basis) {
        return switch (basis) {
            case Basis.None(Lack why) -> bind(insert, Ground.NONE, null, null).param("why", why.code());
            case Basis.Granted granted ->
                bind(insert, granted.ground(), granted, null).param("why", "");
            case Basis.Obliged obliged ->
                bind(insert, Ground.LEGAL_OBLIGATION, null, obliged).param("why", "");
        };
    }

    private static StatementSpec bind(
            StatementSpec insert, Ground ground, Basis.@Nullable Granted granted, Basis.@Nullable Obliged obliged) {
        return insert.param("ground", ground.code())
                .param("notice", granted == null ? null : granted.noticeId().value())
                .param("version", granted == null ? null : granted.noticeVersion())
                .param("answer", granted == null ? null : granted.answerId())
                .param("obligation", obliged == null ? null : obliged.obligationId())
                .param(
                        "until",
                        obliged == null || obliged.until() == null
                                ? null
                                : obliged.until().atOffset(UTC));
    }

    private static BasisEntry entry(ResultSet row) throws SQLException {
        return new BasisEntry(row.getTimestamp("effective_at").toInstant(), basis(row), row.getString("pack"));
    }

    private static Basis basis(ResultSet row) throws SQLException {
        Ground ground = Ground.of(row.getString("ground"));
        return switch (ground) {
            case NONE -> new Basis.None(Lack.of(row.getString("why")));
            case CONSENT, NOTICE ->
                new Basis.Granted(
                        ground,
                        new NoticeId(row.getObject("notice_id", UUID.class)),
                        row.getInt("notice_version"),
                        row.getObject("answer_id", UUID.class));
            case LEGAL_OBLIGATION -> obliged(row);
        };
    }

    private static Basis obliged(ResultSet row) throws SQLException {
        @Nullable Timestamp until = row.getTimestamp("valid_until");
        return new Basis.Obliged(row.getObject("obligation_id", UUID.class), until == null ? null : until.toInstant());
    }
}
