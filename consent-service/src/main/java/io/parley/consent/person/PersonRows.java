package io.parley.consent.person;

import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads a row of [#COLUMNS] of the table `person`.
@Component
public final class PersonRows implements RowMapper<Person> {

    /// Of the table, or what bears its name.
    static final String COLUMNS = """
            person.*, ARRAY(SELECT group_id FROM group_member m WHERE m.person_id = person.person_id) AS groups
            """;

    private final JsonMapper json;

    PersonRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Person mapRow(ResultSet row, int number) throws SQLException {
        return new Person(
                new PersonId(row.getObject("person_id", UUID.class)),
                profile(row),
                row.getLong("version"),
                row.getLong("revision"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                new Person.Stay(
                        time(row, "expires_at"),
                        time(row, "left_at"),
                        time(row, "answers_from"),
                        time(row, "deleted_at")),
                Set.of((UUID[]) row.getArray("groups").getArray()));
    }

    private Profile profile(ResultSet row) throws SQLException {
        @Nullable LocalDate birthDate = row.getObject("birth_date", LocalDate.class);
        @Nullable UUID guardian = row.getObject("guardian_id", UUID.class);
        return new Profile(
                row.getString("user_name"),
                row.getString("external_id"),
                row.getString("display_name"),
                new Profile.Name(
                        row.getString("formatted_name"), row.getString("given_name"), row.getString("family_name")),
                PersonKind.of(row.getString("kind")),
                row.getString("region"),
                birthDate,
                guardian == null ? null : new PersonId(guardian),
                row.getBoolean("active"),
                List.of((String[]) row.getArray("languages").getArray()),
                json.readTree(row.getString("attributes")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
