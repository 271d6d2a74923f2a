package io.parley.consent.ledger;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.notice.NoticeId;
import io.parley.contracts.PersonId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The append-only table `notice_served`. An answer counts only when it stands here what it answers.
@Repository
class Servings {

    private final JdbcClient jdbc;

    Servings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What was served before, the same way, keeps its first time.
    void record(PersonId person, List<Serving> servings) {
        if (servings.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO notice_served (person_id, notice_id, notice_version, locale, device, served_at)
                SELECT :person, notice, version, locale, :device, :at
                FROM unnest(:notices::uuid[], :versions::int[], :locales::text[]) AS s(notice, version, locale)
                ON CONFLICT DO NOTHING""")
                .param("person", person.value())
                .param("device", servings.getFirst().device())
                .param("at", servings.getFirst().at().atOffset(UTC))
                .param(
                        "notices",
                        servings.stream().map(s -> s.noticeId().value()).toArray(UUID[]::new))
                .param("versions", servings.stream().map(Serving::version).toArray(Integer[]::new))
                .param("locales", servings.stream().map(Serving::locale).toArray(String[]::new))
                .update();
    }

    /// The serving that an answer is about: on the device that answers if it was served there, else the latest.
    Optional<Serving> of(PersonId person, NoticeId notice, int version, String locale, String device) {
        return jdbc.sql("""
                SELECT device, served_at FROM notice_served
                WHERE person_id = :person AND notice_id = :notice AND notice_version = :version AND locale = :locale
                ORDER BY (device = :device) DESC, served_at DESC LIMIT 1""")
                .param("person", person.value())
                .param("notice", notice.value())
                .param("version", version)
                .param("locale", locale)
                .param("device", device)
                .query((row, number) -> new Serving(
                        notice,
                        version,
                        locale,
                        row.getString(1),
                        row.getTimestamp(2).toInstant()))
                .optional();
    }

    boolean any(PersonId person, NoticeId notice) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM notice_served WHERE person_id = :person AND notice_id = :notice)")
                .param("person", person.value())
                .param("notice", notice.value())
                .query(Boolean.class)
                .single();
    }
}
