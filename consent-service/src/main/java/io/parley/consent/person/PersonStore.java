package io.parley.consent.person;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class PersonStore {

    private static final String SELECT = "SELECT " + PersonRows.COLUMNS + " FROM person ";

    private final JdbcClient jdbc;
    private final PersonRows rows;

    PersonStore(JdbcClient jdbc, PersonRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<Person> find(PersonId id) {
        return jdbc.sql(SELECT + "WHERE person_id = :id")
                .param("id", id.value())
                .query(rows)
                .optional();
    }

    Optional<Person> lock(PersonId id) {
        return jdbc.sql(SELECT + "WHERE person_id = :id FOR NO KEY UPDATE")
                .param("id", id.value())
                .query(rows)
                .optional();
    }

    Optional<Person> findByUserName(String userName) {
        return jdbc.sql(SELECT + "WHERE user_name = :name AND deleted_at IS NULL")
                .param("name", userName)
                .query(rows)
                .optional();
    }

    List<Person> all(Collection<PersonId> ids) {
        return jdbc.sql(SELECT + "WHERE person_id = ANY (:ids)")
                .param("ids", values(ids))
                .query(rows)
                .list();
    }

    /// Ascending by id.
    List<PersonId> wards(PersonId guardian) {
        return jdbc.sql("""
                SELECT person_id FROM person
                WHERE guardian_id = :guardian AND kind = 'minor' AND active AND deleted_at IS NULL ORDER BY person_id""")
                .param("guardian", guardian.value())
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
    }

    Set<PersonId> known(Collection<PersonId> ids) {
        return jdbc.sql("SELECT person_id FROM person WHERE person_id = ANY (:ids)")
                .param("ids", values(ids))
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .set();
    }

    private static UUID[] values(Collection<PersonId> ids) {
        return ids.stream().map(PersonId::value).toArray(UUID[]::new);
    }

    void insert(Person person) {
        bind(jdbc.sql("""
                INSERT INTO person (person_id, user_name, external_id, display_name, formatted_name, given_name,
                                    family_name, kind, region, birth_date, active, version, created_at, changed_at,
                                    attributes, languages, revision, expires_at, left_at, answers_from, deleted_at,
                                    search_text, guardian_id)
                VALUES (:id, :userName, :externalId, :displayName, :formatted, :given, :family, :kind, :region,
                        :birthDate, :active, :version, :createdAt, :changedAt, :attributes::jsonb, :languages,
                        :revision, :expiresAt, :leftAt, :answersFrom, :deletedAt, :searchText, :guardian)"""), person)
                .param("createdAt", person.createdAt().atOffset(UTC))
                .update();
    }

    void update(Person person) {
        bind(jdbc.sql("""
                UPDATE person
                SET user_name = :userName, external_id = :externalId, display_name = :displayName,
                    formatted_name = :formatted, given_name = :given, family_name = :family, kind = :kind,
                    region = :region, birth_date = :birthDate, active = :active, version = :version,
                    changed_at = :changedAt, attributes = :attributes::jsonb, languages = :languages,
                    revision = :revision, expires_at = :expiresAt, left_at = :leftAt,
                    answers_from = :answersFrom, deleted_at = :deletedAt, search_text = :searchText,
                    guardian_id = :guardian
                WHERE person_id = :id"""), person).update();
    }

    /// The lock on the row, held until the transaction ends, keeps the revisions and their events in one order.
    Person touch(PersonId id, boolean seen) {
        return jdbc.sql("""
                UPDATE person SET revision = revision + 1, version = version + :seen
                WHERE person_id = :id RETURNING\s""" + PersonRows.COLUMNS)
                .param("id", id.value())
                .param("seen", seen ? 1 : 0)
                .query(rows)
                .single();
    }

    private static StatementSpec bind(StatementSpec statement, Person person) {
        Profile profile = person.profile();
        return bindStay(statement, person.stay())
                .param("id", person.id().value())
                .param("userName", profile.userName())
                .param("externalId", profile.externalId())
                .param("displayName", profile.displayName())
                .param("formatted", profile.name().formatted())
                .param("given", profile.name().givenName())
                .param("family", profile.name().familyName())
                .param("kind", profile.kind().code())
                .param("region", profile.region())
                .param("birthDate", profile.birthDate())
                .param("active", profile.active())
                .param("version", person.version())
                .param("revision", person.revision())
                .param("changedAt", person.changedAt().atOffset(UTC))
                .param("attributes", profile.attributes().toString())
                .param("languages", profile.languages().toArray(String[]::new))
                .param("searchText", profile.searchText())
                .param(
                        "guardian",
                        profile.guardian() == null ? null : profile.guardian().value());
    }

    private static StatementSpec bindStay(StatementSpec statement, Person.Stay stay) {
        return statement
                .param("expiresAt", time(stay.expiresAt()))
                .param("leftAt", time(stay.leftAt()))
                .param("answersFrom", time(stay.answersFrom()))
                .param("deletedAt", time(stay.deletedAt()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }
}
