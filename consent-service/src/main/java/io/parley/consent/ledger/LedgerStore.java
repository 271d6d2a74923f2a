package io.parley.consent.ledger;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.notice.AudienceColumns;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.NoticeKind;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The append-only table `answer`: the database refuses this service's role, and everybody else, to change it.
@Repository
class LedgerStore {

    /// What an entry is made of: all but the receipt, which is long and seldom asked for.
    private static final String ENTRY = """
            a.answer_id, a.person_id, a.guardian_id, a.notice_id, a.notice_version, a.purpose, a.kind, a.audience_kinds,
            a.audience_regions, a.audience_groups, a.audience_languages, a.locale, a.act, a.shown_at, a.served_at,
            a.device, a.effective_at
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LedgerStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record Filed(LedgerEntry entry, Receipt receipt) {}

    void append(LedgerEntry entry, Receipt receipt) {
        LedgerEntry.Answered notice = entry.notice();
        LedgerEntry.@Nullable Shown shown = entry.shown();
        var insert = jdbc.sql("""
                INSERT INTO answer (answer_id, person_id, guardian_id, notice_id, notice_version, purpose, kind, %s, locale, act,
                                    shown_at, served_at, device, effective_at, receipt)
                VALUES (:id, :person, :guardian, :notice, :version, :purpose, :kind, %s, :locale, :act, :shownAt, :servedAt, :device,
                        :effectiveAt, :receipt::json)""".formatted(AudienceColumns.NAMES, AudienceColumns.PARAMETERS));
        AudienceColumns.bind(insert, notice.audience())
                .param("id", entry.id().value())
                .param("person", entry.person().value())
                .param(
                        "guardian",
                        entry.guardian() == null ? null : entry.guardian().value())
                .param("notice", notice.noticeId().value())
                .param("version", notice.version())
                .param("purpose", notice.purpose().code())
                .param("kind", notice.kind().code())
                .param("locale", notice.locale())
                .param("act", entry.act().code())
                .param("shownAt", shown == null ? null : shown.at().atOffset(UTC))
                .param("servedAt", shown == null ? null : shown.servedAt().atOffset(UTC))
                .param("device", shown == null ? null : shown.device())
                .param("effectiveAt", entry.effectiveAt().atOffset(UTC))
                .param("receipt", json.writeValueAsString(receipt))
                .update();
    }

    /// Those that count, ascending by effective time.
    List<LedgerEntry> entries(PersonId person, Purpose purpose) {
        return entries(List.of(person), purpose);
    }

    /// Those that count, ascending by effective time within each person: from the latest no on, which ends all before
    /// it; and who left and came back is asked anew.
    List<LedgerEntry> entries(Collection<PersonId> people, Purpose purpose) {
        return jdbc.sql("SELECT " + ENTRY + """
                FROM person p
                LEFT JOIN LATERAL (
                    SELECT effective_at FROM answer
                    WHERE person_id = p.person_id AND purpose = :purpose AND act IN ('refused', 'withdrawn')
                    ORDER BY effective_at DESC LIMIT 1) no ON true
                JOIN answer a ON a.person_id = p.person_id AND a.purpose = :purpose
                    AND a.effective_at > COALESCE(p.answers_from, '-infinity')
                    AND a.effective_at >= COALESCE(no.effective_at, '-infinity')
                WHERE p.person_id = ANY (:people)
                ORDER BY a.person_id, a.effective_at""")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("purpose", purpose.code())
                .query(LedgerStore::entry)
                .list();
    }

    Set<Purpose> purposes(PersonId person) {
        return jdbc.sql("SELECT DISTINCT purpose FROM answer WHERE person_id = :person")
                .param("person", person.value())
                .query((row, number) -> Purpose.of(row.getString(1)))
                .set();
    }

    /// The notices that the person ever answered because they had to.
    Set<NoticeId> mandatory(PersonId person) {
        return jdbc.sql("""
                SELECT DISTINCT notice_id FROM answer JOIN notice_version v USING (notice_id)
                WHERE person_id = :person AND act <> 'withdrawn' AND v.version = notice_version AND mandatory""")
                .param("person", person.value())
                .query((row, number) -> new NoticeId(row.getObject(1, UUID.class)))
                .set();
    }

    /// The latest version of each notice that these people answered in this stay.
    ///
    /// @param byGuardians not they, but their guardians for them
    Map<PersonId, Map<NoticeId, Integer>> answeredVersions(Collection<PersonId> people, boolean byGuardians) {
        Map<PersonId, Map<NoticeId, Integer>> answered = new HashMap<>();
        jdbc.sql("""
                SELECT person_id, notice_id, max(notice_version) AS version
                FROM answer a JOIN person USING (person_id)
                WHERE person_id = ANY (:people) AND act <> 'withdrawn'
                    AND effective_at > COALESCE(answers_from, '-infinity')
                    AND (a.guardian_id IS NOT NULL) = :byGuardians
                GROUP BY person_id, notice_id""")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("byGuardians", byGuardians)
                .query(row -> {
                    answered.computeIfAbsent(new PersonId(row.getObject("person_id", UUID.class)), _ -> new HashMap<>())
                            .put(new NoticeId(row.getObject("notice_id", UUID.class)), row.getInt("version"));
                });
        return answered;
    }

    Receipt receipt(AnswerId id) {
        return jdbc.sql("SELECT receipt FROM answer WHERE answer_id = :id")
                .param("id", id.value())
                .query((row, number) -> json.readValue(row.getString(1), Receipt.class))
                .single();
    }

    List<Filed> page(PersonId person, Instant after, int limit) {
        return jdbc.sql("SELECT " + ENTRY + """
                , a.receipt FROM answer a WHERE person_id = :person AND effective_at > :after
                ORDER BY effective_at LIMIT :limit""")
                .param("person", person.value())
                .param("after", after.atOffset(UTC))
                .param("limit", limit)
                .query((row, number) ->
                        new Filed(entry(row, number), json.readValue(row.getString("receipt"), Receipt.class)))
                .list();
    }

    private static LedgerEntry entry(ResultSet row, int number) throws SQLException {
        @Nullable UUID guardian = row.getObject("guardian_id", UUID.class);
        return new LedgerEntry(
                new AnswerId(row.getObject("answer_id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                guardian == null ? null : new PersonId(guardian),
                answered(row),
                Act.of(row.getString("act")),
                shown(row),
                row.getTimestamp("effective_at").toInstant());
    }

    /// Answers from before servings were recorded count as served when they were shown.
    private static LedgerEntry.@Nullable Shown shown(ResultSet row) throws SQLException {
        @Nullable Timestamp shownAt = row.getTimestamp("shown_at");
        if (shownAt == null) {
            return null;
        }
        @Nullable Timestamp servedAt = row.getTimestamp("served_at");
        @Nullable String device = row.getString("device");
        return new LedgerEntry.Shown(
                shownAt.toInstant(), (servedAt == null ? shownAt : servedAt).toInstant(), device == null ? "" : device);
    }

    private static LedgerEntry.Answered answered(ResultSet row) throws SQLException {
        return new LedgerEntry.Answered(
                new NoticeId(row.getObject("notice_id", UUID.class)),
                row.getInt("notice_version"),
                Purpose.of(row.getString("purpose")),
                NoticeKind.of(row.getString("kind")),
                AudienceColumns.read(row),
                row.getString("locale"));
    }
}
