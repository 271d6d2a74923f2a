package io.parley.consent.person;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
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

    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Person> find(PersonId id) {
        return jdbc.sql("SELECT * FROM person WHERE person_id = :id")
                .param("id", id.value())
                .query(PersonStore::person)
                .optional();
    }

    Optional<Person> findByUserName(String userName) {
        return jdbc.sql("SELECT * FROM person WHERE user_name = :name")
                .param("name", userName)
                .query(PersonStore::person)
                .optional();
    }

    List<Person> all(Collection<PersonId> ids) {
        UUID[] values = ids.stream().map(PersonId::value).toArray(UUID[]::new);
        return jdbc.sql("SELECT * FROM person WHERE person_id = ANY (:ids)")
                .param("ids", values)
                .query(PersonStore::person)
                .list();
    }

    Set<PersonId> known(Collection<PersonId> ids) {
        UUID[] values = ids.stream().map(PersonId::value).toArray(UUID[]::new);
        return jdbc.sql("SELECT person_id FROM person WHERE person_id = ANY (:ids)")
                .param("ids", values)
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .set();
    }

    List<Person> matching(PersonMatch match, long offset, int limit) {
        return where("SELECT * FROM person WHERE %s ORDER BY person_id OFFSET :offset LIMIT :limit", match)
                .param("offset", offset)
                .param("limit", limit)
                .query(PersonStore::person)
                .list();
    }

    long count(PersonMatch match) {
        return where("SELECT count(*) FROM person WHERE %s", match)
                .query(Long.class)
                .single();
    }

    private StatementSpec where(String sql, PersonMatch match) {
        return switch (match) {
            case PersonMatch.Everybody() -> jdbc.sql(sql.formatted("true"));
            case PersonMatch.ByUserName(String name) ->
                jdbc.sql(sql.formatted("user_name = :name")).param("name", name);
            case PersonMatch.ByExternalId(String id) ->
                jdbc.sql(sql.formatted("external_id = :id")).param("id", id);
            case PersonMatch.ById(PersonId id) ->
                jdbc.sql(sql.formatted("person_id = :id")).param("id", id.value());
        };
    }

    /// Ascending by user name; `pattern` is a LIKE pattern over lower-case names.
    List<Person> directory(String pattern, String afterUserName, List<String> kinds, PersonId self, int limit) {
        return jdbc.sql("""
                SELECT * FROM person
                WHERE user_name > :after
                  AND (user_name LIKE :pattern OR lower(display_name) LIKE :pattern)
                  AND (kind = ANY (:kinds) OR person_id = :self)
                ORDER BY user_name LIMIT :limit""")
                .param("after", afterUserName)
                .param("pattern", pattern)
                .param("kinds", kinds.toArray(String[]::new))
                .param("self", self.value())
                .param("limit", limit)
                .query(PersonStore::person)
                .list();
    }

    void insert(Person person) {
        bind(jdbc.sql("""
                INSERT INTO person (person_id, user_name, external_id, display_name, formatted_name, given_name,
                                    family_name, kind, region, birth_date, active, version, created_at, changed_at)
                VALUES (:id, :userName, :externalId, :displayName, :formatted, :given, :family, :kind, :region,
                        :birthDate, :active, :version, :createdAt, :changedAt)"""), person)
                .param("createdAt", person.createdAt().atOffset(UTC))
                .update();
    }

    void update(Person person) {
        bind(jdbc.sql("""
                UPDATE person
                SET user_name = :userName, external_id = :externalId, display_name = :displayName,
                    formatted_name = :formatted, given_name = :given, family_name = :family, kind = :kind,
                    region = :region, birth_date = :birthDate, active = :active, version = :version,
                    changed_at = :changedAt
                WHERE person_id = :id"""), person).update();
    }

    private static StatementSpec bind(StatementSpec statement, Person person) {
        Profile profile = person.profile();
        return statement
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
                .param("changedAt", person.changedAt().atOffset(UTC));
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                new PersonId(row.getObject("person_id", UUID.class)),
                profile(row),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    private static Profile profile(ResultSet row) throws SQLException {
        @Nullable LocalDate birthDate = row.getObject("birth_date", LocalDate.class);
        return new Profile(
                row.getString("user_name"),
                row.getString("external_id"),
                row.getString("display_name"),
                new Profile.Name(
                        row.getString("formatted_name"), row.getString("given_name"), row.getString("family_name")),
                PersonKind.of(row.getString("kind")),
                row.getString("region"),
                birthDate,
                row.getBoolean("active"));
    }
}
