package io.parley.consent.training;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import io.parley.platform.identity.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Courses, assignments and completions; nothing of it is ever changed.
@Repository
class CourseStore {

    private static final TypeReference<Map<String, Course.Text>> TEXTS = new TypeReference<>() {};
    private static final String LIVE = """
            SELECT * FROM course_assignment a
            WHERE NOT EXISTS (SELECT 1 FROM course_assignment_end e WHERE e.assignment_id = a.assignment_id)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CourseStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insertCourse(UUID id, Instant at) {
        jdbc.sql("INSERT INTO course (course_id, created_at) VALUES (:id, :at)")
                .param("id", id)
                .param("at", at.atOffset(UTC))
                .update();
    }

    void insertVersion(Course.Version version, String by) {
        jdbc.sql("""
                INSERT INTO course_version (course_id, version, texts, link, valid_days, renew, published_by, published_at)
                VALUES (:id, :version, :texts::jsonb, :link, :validDays, :renew, :by, :at)""")
                .param("id", version.courseId())
                .param("version", version.number())
                .param("texts", json.writeValueAsString(version.texts()))
                .param("link", version.link())
                .param("validDays", version.validDays())
                .param("renew", version.renew())
                .param("by", by)
                .param("at", version.publishedAt().atOffset(UTC))
                .update();
    }

    /// The lock keeps two editors of a course apart.
    Optional<Course> locked(UUID id) {
        jdbc.sql("SELECT 1 FROM course WHERE course_id = :id FOR UPDATE")
                .param("id", id)
                .query(row -> {});
        return find(id);
    }

    Optional<Course> find(UUID id) {
        return courses(List.of(id)).stream().findFirst();
    }

    /// Ascending by id.
    List<Course> page(@Nullable UUID after, int limit) {
        return courses(jdbc.sql("SELECT course_id FROM course WHERE course_id > :after ORDER BY course_id LIMIT :limit")
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    List<Course> courses(Collection<UUID> ids) {
        Map<UUID, List<Course.Version>> versions = jdbc
                .sql("SELECT * FROM course_version WHERE course_id = ANY (:ids) ORDER BY course_id, version")
                .param("ids", ids.toArray(UUID[]::new))
                .query(this::version)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Course.Version::courseId));
        return versions.entrySet().stream()
                .map(entry -> new Course(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> a.id().toString().compareTo(b.id().toString()))
                .toList();
    }

    void insertAssignment(Assignment assignment, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO course_assignment (assignment_id, course_id, role, person_id, group_id, required, due_at,
                                               assigned_by, assigned_at)
                VALUES (:id, :course, :role, :person, :group, :required, :due, :by, :at)""")
                .param("id", assignment.id())
                .param("course", assignment.courseId())
                .param("role", assignment.to() instanceof Assignment.To.Holders(Role role) ? role.code() : null)
                .param(
                        "person",
                        assignment.to() instanceof Assignment.To.Someone(PersonId person) ? person.value() : null)
                .param("group", assignment.to() instanceof Assignment.To.Members(UUID group) ? group : null)
                .param("required", assignment.required())
                .param("due", assignment.dueAt().atOffset(UTC))
                .param("by", by)
                .param("at", at.atOffset(UTC))
                .update();
    }

    /// @return false when it had ended before, or never was
    boolean end(UUID assignment, UUID course, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO course_assignment_end (assignment_id, ended_by, ended_at)
                SELECT assignment_id, :by, :at FROM course_assignment
                WHERE assignment_id = :id AND course_id = :course ON CONFLICT DO NOTHING""")
                        .param("id", assignment)
                        .param("course", course)
                        .param("by", by)
                        .param("at", at.atOffset(UTC))
                        .update()
                == 1;
    }

    List<Assignment> live() {
        return jdbc.sql(LIVE + "ORDER BY due_at, assignment_id")
                .query(CourseStore::assignment)
                .list();
    }

    List<Completion> completions(PersonId person) {
        return jdbc.sql("SELECT * FROM course_completion WHERE person_id = :person ORDER BY completed_at")
                .param("person", person.value())
                .query(CourseStore::completion)
                .list();
    }

    void insert(Completion completion) {
        jdbc.sql("""
                INSERT INTO course_completion (person_id, course_id, version, completed_at, valid_until)
                VALUES (:person, :course, :version, :at, :until)""")
                .param("person", completion.person().value())
                .param("course", completion.courseId())
                .param("version", completion.version())
                .param("at", completion.at().atOffset(UTC))
                .param(
                        "until",
                        completion.validUntil() == null
                                ? null
                                : completion.validUntil().atOffset(UTC))
                .update();
    }

    void seen(PersonId person, Collection<Role> roles, Instant at) {
        jdbc.sql("""
                INSERT INTO role_seen (person_id, role, first_at)
                SELECT :person, role, :at FROM unnest(:roles::text[]) AS role ON CONFLICT DO NOTHING""")
                .param("person", person.value())
                .param("roles", roles.stream().map(Role::code).toArray(String[]::new))
                .param("at", at.atOffset(UTC))
                .update();
    }

    /// Active people to whom the course was assigned, whose time is over, and who have no completion that counts.
    /// Ascending by person id; the earliest date of each.
    List<Overdue> overdue(Course course, Instant now, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                SELECT p.person_id, min(a.due_at) AS due_at
                FROM (%s) a
                LEFT JOIN role_seen r ON r.role = a.role
                LEFT JOIN group_member m ON m.group_id = a.group_id
                JOIN person p ON p.person_id = coalesce(a.person_id, r.person_id, m.person_id) AND p.active
                WHERE a.course_id = :course AND a.due_at <= :now AND p.person_id > :after
                  AND NOT EXISTS (
                      SELECT 1 FROM course_completion c
                      WHERE c.person_id = p.person_id AND c.course_id = :course AND c.version >= :floor
                        AND (c.valid_until IS NULL OR c.valid_until > :now))
                GROUP BY p.person_id ORDER BY p.person_id LIMIT :limit""".formatted(LIVE))
                .param("course", course.id())
                .param("now", now.atOffset(UTC))
                .param("floor", course.floor())
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query((row, number) -> new Overdue(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getTimestamp(2).toInstant()))
                .list();
    }

    record Overdue(PersonId person, Instant dueAt) {}

    /// Courses that were assigned to each and not completed in a way that counts, due or not.
    Map<PersonId, Long> open(Collection<PersonId> people, Instant now) {
        Map<PersonId, Long> open = new HashMap<>();
        jdbc.sql("""
                SELECT p.person_id, count(DISTINCT a.course_id)
                FROM unnest(:people::uuid[]) AS p(person_id)
                JOIN (%s) a ON a.person_id = p.person_id
                    OR a.role IN (SELECT r.role FROM role_seen r WHERE r.person_id = p.person_id)
                    OR a.group_id IN (SELECT m.group_id FROM group_member m WHERE m.person_id = p.person_id)
                WHERE NOT EXISTS (
                    SELECT 1 FROM course_completion c
                    WHERE c.person_id = p.person_id AND c.course_id = a.course_id
                      AND (c.valid_until IS NULL OR c.valid_until > :now)
                      AND c.version >= coalesce((
                          SELECT max(v.version) FROM course_version v WHERE v.course_id = a.course_id AND v.renew), 1))
                GROUP BY p.person_id""".formatted(LIVE))
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("now", now.atOffset(UTC))
                .query(row -> {
                    open.put(new PersonId(row.getObject(1, UUID.class)), row.getLong(2));
                });
        return open;
    }

    /// Empty: never.
    Optional<Instant> lastReminder(UUID course) {
        return jdbc.sql("SELECT at FROM course_reminder WHERE course_id = :course ORDER BY at DESC LIMIT 1")
                .param("course", course)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    void reminded(UUID course, Instant at, int people) {
        jdbc.sql("INSERT INTO course_reminder (course_id, at, people) VALUES (:course, :at, :people)")
                .param("course", course)
                .param("at", at.atOffset(UTC))
                .param("people", people)
                .update();
    }

    private Course.Version version(ResultSet row, int number) throws SQLException {
        return new Course.Version(
                row.getObject("course_id", UUID.class),
                row.getInt("version"),
                json.readValue(row.getString("texts"), TEXTS),
                row.getString("link"),
                row.getObject("valid_days", Integer.class),
                row.getBoolean("renew"),
                row.getTimestamp("published_at").toInstant());
    }

    private static Assignment assignment(ResultSet row, int number) throws SQLException {
        return new Assignment(
                row.getObject("assignment_id", UUID.class),
                row.getObject("course_id", UUID.class),
                to(row),
                row.getBoolean("required"),
                row.getTimestamp("due_at").toInstant());
    }

    private static Assignment.To to(ResultSet row) throws SQLException {
        @Nullable UUID person = row.getObject("person_id", UUID.class);
        @Nullable UUID group = row.getObject("group_id", UUID.class);
        if (group != null) {
            return new Assignment.To.Members(group);
        }
        return person == null
                ? new Assignment.To.Holders(Role.of(row.getString("role")).orElseThrow())
                : new Assignment.To.Someone(new PersonId(person));
    }

    private static Completion completion(ResultSet row, int number) throws SQLException {
        @Nullable Timestamp until = row.getTimestamp("valid_until");
        return new Completion(
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getObject("course_id", UUID.class),
                row.getInt("version"),
                row.getTimestamp("completed_at").toInstant(),
                until == null ? null : until.toInstant());
    }
}
