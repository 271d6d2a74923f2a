package io.parley.consent.training;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// The role officer stands for the privileged ones; its privileged call here is reading a basis.
@TestPropertySource(properties = {"parley.training.remind-every=1s", "parley.training.sweep-interval=100ms"})
class TrainingIT extends ConsentIT {

    @Autowired
    private TestDatabase database;

    private Api ivan;
    private Someone erin;
    private Api officer;
    private String basis;
    private String assigned = "";

    @BeforeEach
    void anAdminAndAnOfficer() {
        ivan = as(somebody("employee").name(), "admin");
        erin = somebody("employee");
        officer = as(erin.name(), "member", "officer");
        basis = "/v1/people/" + erin.id() + "/basis?purpose=archive";
        officer.get(basis).is(200);
    }

    @AfterEach
    void officersNeedNothingAnyMore() {
        if (!assigned.isEmpty()) {
            ivan.delete(assigned);
            await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 200);
        }
    }

    @Test
    void aRequiredCourseTakesTheRoleItsEffectUntilItIsCompleted() {
        String course = published(Map.of());
        assigned = assigned(course, Map.of("role", "officer", "required", true));

        await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 403);
        assertThat(officer.get(basis).body().path("code").asString()).isEqualTo("training-required");
        assertThat(officer.get("/v1/me")
                        .is(200)
                        .body()
                        .path("roles")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("member");
        JsonNode mine = mine(course);
        assertThat(mine.path("state").asString()).isEqualTo("overdue");
        assertThat(mine.path("requiredFor").path(0).asString()).isEqualTo("officer");
        assertThat(overdue(course)).contains(erin.id());

        officer.post("/v1/me/courses/" + course + "/complete", Map.of("version", 1))
                .is(201);

        await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 200);
        assertThat(mine(course).path("state").asString()).isEqualTo("done");
        assertThat(overdue(course)).doesNotContain(erin.id());
    }

    @Test
    void onlyARenewedVersionAsksAgain() {
        String course = published(Map.of());
        assigned = assigned(course, Map.of("role", "officer", "required", true));
        await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 403);
        complete(course, 1).is(201);
        await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 200);

        ivan.post("/v1/courses/" + course + "/versions", body(Map.of())).is(201);
        assertThat(mine(course).path("state").asString()).isEqualTo("done");
        ivan.post("/v1/courses/" + course + "/versions", body(Map.of("renew", true)))
                .is(201);
        await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 403);

        complete(course, 2).is(409);
        complete(course, 3).is(201);
        await().atMost(20, SECONDS).until(() -> officer.get(basis).status() == 200);
    }

    @Test
    void aDateAheadLeavesTheRoleItsEffectUntilThen() {
        String course = published(Map.of());
        assigned = assigned(course, Map.of("role", "officer", "required", true, "dueDays", 30));

        assertThat(mine(course).path("state").asString()).isEqualTo("due");
        officer.get(basis).is(200);
    }

    @Test
    void aCompletionRunsOut() {
        String course = published(Map.of("validDays", 1));
        assigned(course, Map.of("personId", erin.id()));

        JsonNode done = complete(course, 1).is(201).body();

        assertThat(done.path("validUntil").asString())
                .isGreaterThan(done.path("completedAt").asString());
        assertThat(mine(course).path("validUntil").asString())
                .isEqualTo(done.path("validUntil").asString());
    }

    @Test
    void whoIsLateIsListedAndReminded() {
        String course = published(Map.of());
        Someone carol = somebody("employee");
        assigned(course, Map.of("personId", carol.id()));

        assertThat(overdue(course)).containsExactly(carol.id());
        JdbcClient jdbc = JdbcClient.create(database.asService());
        await().atMost(20, SECONDS)
                .until(() -> jdbc.sql("SELECT count(*) FROM course_reminder WHERE course_id = ?::uuid AND people = 1")
                                .param(course)
                                .query(Integer.class)
                                .single()
                        >= 2);
        Api gateway = service();
        JsonNode awaiting = gateway.post("/internal/awaiting", Map.of("personIds", List.of(carol.id())))
                .is(200)
                .body();
        assertThat(awaiting.path(0).path("dueCourses").asInt()).isEqualTo(1);
        carol.api().post("/internal/awaiting", Map.of("personIds", List.of())).is(403);
    }

    @Test
    void whoJoinsADepartmentHasToCompleteItsCourses() {
        String course = published(Map.of());
        String group = provisioning()
                .post("/scim/v2/Groups", Map.of("displayName", "Desk " + UUID.randomUUID()))
                .is(201)
                .body()
                .path("id")
                .asString();
        assigned(course, Map.of("groupId", group));
        assertThat(overdue(course)).isEmpty();
        assertThat(officer.get("/v1/me/courses").body().toString()).doesNotContain(course);

        provisioning()
                .patch(
                        "/scim/v2/Groups/" + group,
                        "{\"Operations\":[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + erin.id()
                                + "\"}]}]}");

        assertThat(mine(course).path("state").asString()).isEqualTo("overdue");
        assertThat(overdue(course)).containsExactly(erin.id());
        assertThat(service()
                        .post("/internal/awaiting", Map.of("personIds", List.of(erin.id())))
                        .is(200)
                        .body()
                        .path(0)
                        .path("dueCourses")
                        .asInt())
                .isEqualTo(1);
        complete(course, 1).is(201);
        assertThat(overdue(course)).isEmpty();
    }

    @Test
    void refusesWhatBreaksARule() {
        String course = published(Map.of());
        String path = "/v1/courses/" + course + "/assignments";

        officer.post("/v1/courses", body(Map.of())).is(403);
        ivan.post("/v1/courses", Map.of()).is(400);
        ivan.post("/v1/courses", body(Map.of("texts", Map.of("en", Map.of("title", " ", "text", "x")))))
                .is(400);
        ivan.post("/v1/courses", body(Map.of("texts", Map.of("not a tag", Map.of("title", "t", "text", "x")))))
                .is(400);
        ivan.post("/v1/courses", body(Map.of("validDays", 0))).is(400);
        ivan.post(path, Map.of()).is(400);
        ivan.post(path, Map.of("role", "king")).is(400);
        ivan.post(path, Map.of("groupId", UUID.randomUUID().toString())).is(422);
        ivan.post(path, Map.of("groupId", UUID.randomUUID().toString(), "role", "officer"))
                .is(400);
        ivan.post(path, Map.of("role", "officer", "personId", erin.id())).is(400);
        ivan.post(path, Map.of("role", "member", "required", true)).is(400);
        ivan.post(path, Map.of("personId", erin.id(), "required", true)).is(400);
        ivan.post(path, Map.of("personId", UUID.randomUUID().toString())).is(404);
        ivan.post("/v1/courses/" + UUID.randomUUID() + "/assignments", Map.of("role", "officer"))
                .is(404);
        ivan.delete(path + "/" + UUID.randomUUID()).is(404);
        ivan.get("/v1/courses?limit=0").is(400);
        officer.post("/v1/me/courses/" + UUID.randomUUID() + "/complete", Map.of("version", 1))
                .is(404);
    }

    @Test
    void theDatabaseItselfKeepsCompletions() {
        String course = published(Map.of());
        complete(course, 1).is(201);
        JdbcClient owner = JdbcClient.create(database.asOwner());

        Assertions.assertThatThrownBy(
                () -> owner.sql("DELETE FROM course_completion").update());
    }

    private Api.Answer complete(String course, int version) {
        return officer.post("/v1/me/courses/" + course + "/complete", Map.of("version", version));
    }

    private JsonNode mine(String course) {
        return officer.get("/v1/me/courses")
                .is(200)
                .body()
                .valueStream()
                .filter(item -> item.path("courseId").asString().equals(course))
                .findFirst()
                .orElseThrow();
    }

    private List<String> overdue(String course) {
        return ivan.get("/v1/courses/" + course + "/overdue?limit=1000")
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("personId").asString())
                .toList();
    }

    private String published(Map<String, Object> more) {
        return ivan.post("/v1/courses", body(more))
                .is(201)
                .body()
                .path("courseId")
                .asString();
    }

    private String assigned(String course, Map<String, Object> body) {
        String path = "/v1/courses/" + course + "/assignments";
        return path + "/"
                + ivan.post(path, body).is(201).body().path("assignmentId").asString();
    }

    private static Map<String, Object> body(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "texts",
                Map.of("en", Map.of("title", "Reading under a grant", "text", "What it allows, and what not."))));
        body.putAll(more);
        return body;
    }
}
