package io.parley.consent.group;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class GroupStore {

    private final JdbcClient jdbc;

    GroupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Group> find(UUID id) {
        return jdbc.sql("SELECT * FROM person_group WHERE group_id = :id")
                .param("id", id)
                .query(GroupStore::group)
                .optional();
    }

    Set<UUID> known(Collection<UUID> ids) {
        return jdbc.sql("SELECT group_id FROM person_group WHERE group_id = ANY (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> row.getObject(1, UUID.class))
                .set();
    }

    Optional<Group> lock(UUID id) {
        return jdbc.sql("SELECT * FROM person_group WHERE group_id = :id FOR UPDATE")
                .param("id", id)
                .query(GroupStore::group)
                .optional();
    }

    List<PersonId> members(UUID id) {
        return jdbc.sql("SELECT person_id FROM group_member WHERE group_id = :id ORDER BY person_id")
                .param("id", id)
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
    }

    Map<PersonId, List<Groups.Membership>> of(Collection<PersonId> people) {
        Map<PersonId, List<Groups.Membership>> found = new HashMap<>();
        jdbc.sql("""
                SELECT person_id, group_id, display_name FROM group_member JOIN person_group USING (group_id)
                WHERE person_id = ANY (:people) ORDER BY display_name, group_id""").param("people", values(people)).query(row -> {
            found.computeIfAbsent(new PersonId(row.getObject("person_id", UUID.class)), _ -> new ArrayList<>())
                    .add(new Groups.Membership(row.getObject("group_id", UUID.class), row.getString("display_name")));
        });
        return found;
    }

    boolean allRegistered(Collection<PersonId> people) {
        return jdbc.sql("SELECT count(*) FROM person WHERE person_id = ANY (:people) AND deleted_at IS NULL")
                        .param("people", values(people))
                        .query(Integer.class)
                        .single()
                == people.size();
    }

    void insert(Group group) {
        jdbc.sql("""
                INSERT INTO person_group (group_id, display_name, external_id, version, created_at, changed_at)
                VALUES (:id, :name, :externalId, :version, :at, :at)""")
                .param("id", group.id())
                .param("name", group.displayName())
                .param("externalId", group.externalId())
                .param("version", group.version())
                .param("at", group.createdAt().atOffset(UTC))
                .update();
    }

    void update(Group group) {
        jdbc.sql("""
                UPDATE person_group
                SET display_name = :name, external_id = :externalId, version = :version, changed_at = :at
                WHERE group_id = :id""")
                .param("id", group.id())
                .param("name", group.displayName())
                .param("externalId", group.externalId())
                .param("version", group.version())
                .param("at", group.changedAt().atOffset(UTC))
                .update();
    }

    void add(UUID group, Collection<PersonId> people) {
        jdbc.sql("INSERT INTO group_member (group_id, person_id) SELECT :group, unnest(:people)")
                .param("group", group)
                .param("people", values(people))
                .update();
    }

    void remove(UUID group, Collection<PersonId> people) {
        jdbc.sql("DELETE FROM group_member WHERE group_id = :group AND person_id = ANY (:people)")
                .param("group", group)
                .param("people", values(people))
                .update();
    }

    int removeEverywhere(PersonId person) {
        return jdbc.sql("DELETE FROM group_member WHERE person_id = :person")
                .param("person", person.value())
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM person_group WHERE group_id = :id")
                .param("id", id)
                .update();
    }

    private static UUID[] values(Collection<PersonId> people) {
        return people.stream().map(PersonId::value).toArray(UUID[]::new);
    }

    private static Group group(ResultSet row, int number) throws SQLException {
        return new Group(
                row.getObject("group_id", UUID.class),
                row.getString("display_name"),
                row.getString("external_id"),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }
}
