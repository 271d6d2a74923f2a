package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The auditor needs a course: in audit-service, which knows of it by a topic only.
class TrainingTest {

    private static final String EVENTS = "/v1/audit/events?limit=1";
    private static final String COURSE = """
            {"texts":{"en":{"title":"Reading the audit log","text":"An example."}},"validDays":365}""";

    private final Raw ivan = Region.ivanTheAdmin().http();
    private final Raw grace = Region.graceTheAuditor().http();
    private String assignment = "";

    @AfterEach
    void auditorsNeedNothingAnyMore() {
        if (!assignment.isEmpty()) {
            ivan.delete(assignment).hasStatus(204);
        }
        Wait.shortly().until(() -> grace.get(EVENTS).status() == 200);
    }

    @Test
    void aRoleHasNoEffectInAnyServiceUntilItsCourseIsCompleted() {
        grace.get(EVENTS).hasStatus(200);
        String course = ivan.post("/v1/courses", COURSE)
                .hasStatus(201)
                .json()
                .path("courseId")
                .asString();
        String path = "/v1/courses/" + course + "/assignments";
        assignment = path + "/"
                + ivan.post(path, "{\"role\":\"auditor\",\"required\":true}")
                        .hasStatus(201)
                        .json()
                        .path("assignmentId")
                        .asString();

        Wait.shortly().until(() -> grace.get(EVENTS).status() == 403);
        grace.get(EVENTS).isProblem(403, "training-required");
        assertThat(grace.get("/v1/me/courses").hasStatus(200).json().valueStream())
                .anyMatch(mine -> mine.path("courseId").asString().equals(course)
                        && mine.path("requiredFor").path(0).asString().equals("auditor"));
        grace.post("/v1/me/courses/" + course + "/complete", "{\"version\":1}").hasStatus(201);

        Wait.shortly().until(() -> grace.get(EVENTS).status() == 200);
        Region.alice().http().post("/v1/courses", COURSE).isProblem(403, "forbidden");
    }

    @Test
    void aCourseOfADepartmentIsOverdueUntilEachHasCompletedIt() {
        Persona member = Newcomer.employee();
        String department = Newcomer.department(member);
        String course = ivan.post("/v1/courses", COURSE)
                .hasStatus(201)
                .json()
                .path("courseId")
                .asString();
        String path = "/v1/courses/" + course;
        String mine = path + "/assignments/"
                + ivan.post(path + "/assignments", "{\"groupId\":\"" + department + "\"}")
                        .hasStatus(201)
                        .json()
                        .path("assignmentId")
                        .asString();

        assertThat(overdue(path)).containsExactly(member.id().toString());
        complete(member, course, 1).hasStatus(201);
        assertThat(overdue(path)).isEmpty();
        ivan.post(path + "/versions", COURSE.replace("\"validDays\"", "\"renew\":true,\"validDays\""))
                .hasStatus(201);
        assertThat(overdue(path)).containsExactly(member.id().toString());
        complete(member, course, 1).isProblem(409, "conflict");
        complete(member, course, 2).hasStatus(201);

        ivan.delete(mine).hasStatus(204);
        ivan.delete(mine).isProblem(404, "not-found");
        Raw other = Region.alice().http();
        other.get(path + "/overdue").isProblem(403, "forbidden");
        other.post(path + "/versions", COURSE).isProblem(403, "forbidden");
        other.post(path + "/assignments", "{\"role\":\"officer\"}").isProblem(403, "forbidden");
        ivan.post(path + "/assignments", "{\"role\":\"king\"}").isProblem(400, "invalid-request");
        complete(member, "01890000-0000-7000-8000-000000000000", 1).isProblem(404, "not-found");
    }

    private static Raw.Answer complete(Persona person, String course, int version) {
        return person.http().post("/v1/me/courses/" + course + "/complete", "{\"version\":" + version + "}");
    }

    private List<String> overdue(String path) {
        return ivan.get(path + "/overdue?limit=1000")
                .hasStatus(200)
                .json()
                .path("items")
                .valueStream()
                .map(person -> person.path("personId").asString())
                .toList();
    }
}
