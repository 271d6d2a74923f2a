package io.parley.consent.name;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import io.parley.platform.naming.NamesApi;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class NameStore {

    private final JdbcClient jdbc;

    NameStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(PersonId person, Called called, Instant at) {
        jdbc.sql("""
                INSERT INTO person_name (person_id, from_at, display_name, user_name, emails)
                VALUES (:person, :at, :displayName, :userName, :emails)""")
                .param("person", person.value())
                .param("at", at.atOffset(UTC))
                .param("displayName", called.displayName())
                .param("userName", called.userName())
                .param("emails", called.emails().toArray(String[]::new))
                .update();
    }

    /// A name that began at this very instant never was.
    void end(PersonId person, Instant at) {
        jdbc.sql("DELETE FROM person_name WHERE person_id = :person AND to_at IS NULL AND from_at >= :at")
                .param("person", person.value())
                .param("at", at.atOffset(UTC))
                .update();
        jdbc.sql("UPDATE person_name SET to_at = :at WHERE person_id = :person AND to_at IS NULL")
                .param("person", person.value())
                .param("at", at.atOffset(UTC))
                .update();
    }

    /// Those that were borne at some time between and have ended.
    void destroyEnded(PersonId person, Instant from, Instant to) {
        jdbc.sql("""
                DELETE FROM person_name WHERE person_id = :person AND to_at > :from AND from_at < :to""")
                .param("person", person.value())
                .param("from", from.atOffset(UTC))
                .param("to", to.atOffset(UTC))
                .update();
    }

    List<NamesApi.Name> of(Collection<UUID> people) {
        return jdbc.sql("""
                SELECT person_id, display_name, user_name, emails, from_at, to_at FROM person_name
                WHERE person_id = ANY (:people) ORDER BY person_id, from_at""")
                .param("people", people.toArray(UUID[]::new))
                .query(NameStore::name)
                .list();
    }

    private static NamesApi.Name name(ResultSet row, int number) throws SQLException {
        Timestamp to = row.getTimestamp(6);
        return new NamesApi.Name(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                List.of((String[]) row.getArray(4).getArray()),
                row.getTimestamp(5).toInstant(),
                to == null ? null : to.toInstant());
    }
}
