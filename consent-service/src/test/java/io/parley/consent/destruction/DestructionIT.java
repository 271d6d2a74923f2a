package io.parley.consent.destruction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.contracts.Topics;
import io.parley.testing.TestHttp;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

class DestructionIT extends ConsentIT {

    private static final String NONE = "{\"holds\":[]}";
    private static final String SILENCE = "";
    private static final TestHttp ARCHIVE = TestHttp.start();
    private static final YearMonth NOW = YearMonth.now(ZoneOffset.UTC);

    private static volatile String covering = NONE;
    private static volatile String question = "";

    @Autowired
    private JdbcClient jdbc;

    private Api heidi;
    private Api frank;
    private Someone leaver;

    @DynamicPropertySource
    static void archive(DynamicPropertyRegistry registry) {
        ARCHIVE.json("/internal/holds/covering", body -> {
            question = body;
            if (covering.isEmpty()) {
                throw new IllegalStateException("the connection ends without an answer");
            }
            return covering;
        });
        registry.add("parley.services.archive", ARCHIVE::address);
    }

    @BeforeEach
    void twoPersonsAndALeaver() {
        heidi = as(somebody("employee").name(), "privacy");
        frank = as(somebody("employee").name(), "approver");
        leaver = somebody("guest");
        active(leaver, false);
    }

    @AfterEach
    void noHold() {
        covering = NONE;
    }

    @Test
    void whatASecondPersonApprovedIsGoneForGood() {
        String message = key(leaver, "MESSAGE");
        String archived = key(leaver, "ARCHIVE");
        String file = key(leaver, "FILE");
        jdbc.sql("INSERT INTO person_name VALUES (:person, now(), now() + interval '1 s', 'Former', 'former', '{}')")
                .param("person", UUID.fromString(leaver.id()))
                .update();
        String id = requested(leaver, Map.of("stores", List.of("message", "archive")));
        assertThat(found(message)).isTrue();

        JsonNode done = frank.post(path(id, "approve"), Map.of()).is(200).body();

        assertThat(done.path("state").asString()).isEqualTo("done");
        assertThat(done.path("keys").asInt()).isEqualTo(2);
        assertThat(done.path("decidedBy").asString())
                .isNotEqualTo(done.path("requestedBy").asString());
        assertThat(found(message)).isFalse();
        assertThat(found(archived)).isFalse();
        assertThat(found(file)).isTrue();
        assertThat(jdbc.sql("SELECT display_name FROM person_name WHERE person_id = :person")
                        .param("person", UUID.fromString(leaver.id()))
                        .query(String.class)
                        .list())
                .as("a name of then went with the keys")
                .containsExactly("Display " + leaver.name());
        assertThat(current(leaver, "MESSAGE"))
                .as("the slot is never filled again")
                .isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM data_key WHERE key_id = :id AND wrapped_secret IS NULL")
                        .param("id", UUID.fromString(message))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(question).contains(leaver.id(), "\"2000-01\"", "\"" + NOW + "\"");
        await().atMost(20, SECONDS).until(() -> waiting(Topics.KEY_DESTROYED) == 0);
        frank.post(path(id, "approve"), Map.of()).is(409);
        frank.post(path(id, "refuse"), Map.of()).is(409);
    }

    @Test
    void whoAskedDoesNotDecide() {
        Api both = as(somebody("employee").name(), "privacy", "approver");
        String id = both.post("/v1/keys/destructions", body(leaver, Map.of()))
                .is(201)
                .body()
                .path("destructionId")
                .asString();

        for (String decision : List.of("approve", "refuse")) {
            both.post(path(id, decision), Map.of()).refused(403, "four-eyes");
        }
    }

    @Test
    void aHoldKeepsTheKeysUntilItIsReleased() {
        String message = key(leaver, "MESSAGE");
        String id = requested(leaver, Map.of());
        String hold = UUID.randomUUID().toString();
        covering = "{\"holds\":[{\"holdId\":\"" + hold + "\",\"silent\":false}]}";

        JsonNode problem = frank.post(path(id, "approve"), Map.of()).is(409).body();

        assertThat(problem.path("code").asString()).isEqualTo("retention-required");
        assertThat(problem.path("holds").path(0).asString()).isEqualTo(hold);
        assertThat(found(message)).isTrue();
        covering = covering.replace("false", "true");
        assertThat(frank.post(path(id, "approve"), Map.of()).is(409).body().toString())
                .as("a silent one is not told")
                .doesNotContain(hold);
        covering = NONE;
        frank.post(path(id, "approve"), Map.of()).is(200);
        assertThat(found(message)).isFalse();
    }

    @Test
    void withoutTheArchivesWordNothingIsDestroyed() {
        String message = key(leaver, "MESSAGE");
        String id = requested(leaver, Map.of());
        covering = SILENCE;

        frank.post(path(id, "approve"), Map.of()).is(503);

        assertThat(found(message)).isTrue();
        assertThat(state(id)).isEqualTo("requested");
    }

    @Test
    void aStatutoryPeriodKeepsWhatItIsAbout() {
        String archived = key(leaver, "ARCHIVE");
        String obligation = obligation("P5Y", List.of());
        String all = requested(leaver, Map.of("stores", List.of("message", "archive")));
        String messages = requested(leaver, Map.of("stores", List.of("message")));
        String old = requested(leaver, Map.of("until", NOW.minusMonths(62).toString()));

        JsonNode problem = frank.post(path(all, "approve"), Map.of()).is(409).body();

        assertThat(problem.path("code").asString()).isEqualTo("retention-required");
        assertThat(problem.path("obligations").valueStream().map(JsonNode::asString))
                .contains(obligation);
        assertThat(found(archived)).isTrue();
        frank.post(path(messages, "approve"), Map.of()).is(200);
        frank.post(path(old, "approve"), Map.of()).is(200);
        heidi.post("/v1/obligations/" + obligation + "/end", Map.of()).is(200);
        frank.post(path(all, "approve"), Map.of()).is(200);
        assertThat(found(archived)).isFalse();
    }

    /// Who left is in no department any more.
    @Test
    void aStatutoryPeriodOfADepartmentKeepsWhatThoseWroteWhoWereInItOnce() {
        String archived = key(leaver, "ARCHIVE");
        String group = provisioning()
                .post(
                        "/scim/v2/Groups",
                        Map.of(
                                "schemas",
                                List.of("urn:ietf:params:scim:schemas:core:2.0:Group"),
                                "displayName",
                                "Trading " + UUID.randomUUID()))
                .is(201)
                .body()
                .path("id")
                .asString();
        String obligation = obligation("P5Y", List.of(group));
        String id = requested(leaver, Map.of("stores", List.of("archive")));

        frank.post(path(id, "approve"), Map.of()).is(409);

        assertThat(found(archived)).isTrue();
        heidi.post("/v1/obligations/" + obligation + "/end", Map.of()).is(200);
    }

    @Test
    void whoIsStillHereKeepsTheKeyOfThisMonth() {
        Someone active = somebody("employee");
        String now = key(active, "MESSAGE");
        String before = keyOf(active, "MESSAGE", NOW.minusMonths(1));
        heidi.post("/v1/keys/destructions", body(active, Map.of())).is(409);

        String id = requested(active, Map.of("until", NOW.minusMonths(1).toString()));
        frank.post(path(id, "approve"), Map.of()).is(200);

        assertThat(found(before)).isFalse();
        assertThat(found(now)).isTrue();
    }

    @Test
    void whoCameBackBeforeTheDecisionKeepsTheKeyOfThisMonth() {
        String now = key(leaver, "MESSAGE");
        String id = requested(leaver, Map.of());
        active(leaver, true);

        frank.post(path(id, "approve"), Map.of()).is(409);

        assertThat(found(now)).isTrue();
    }

    @Test
    void aRefusedRequestDestroysNothing() {
        String message = key(leaver, "MESSAGE");
        String id = requested(leaver, Map.of());

        frank.post(path(id, "refuse"), Map.of()).is(200);

        assertThat(state(id)).isEqualTo("refused");
        frank.post(path(id, "approve"), Map.of()).is(409);
        assertThat(found(message)).isTrue();
    }

    @Test
    void refusesWhatIsNotARequest() {
        Map<String, Object> wrong = Map.of(
                "personId", "nobody",
                "stores", List.of("index"),
                "from", "soon",
                "until", NOW.plusMonths(1).toString(),
                "ground", "because");
        wrong.forEach((field, value) -> {
            JsonNode problem = heidi.post("/v1/keys/destructions", body(leaver, Map.of(field, value)))
                    .is(400)
                    .body();
            assertThat(problem.toString()).as(field).contains(field);
        });
        heidi.post("/v1/keys/destructions", body(leaver, Map.of("from", "2026-03", "until", "2026-02")))
                .is(400);
        heidi.post("/v1/keys/destructions", Map.of()).is(400);
        heidi.post("/v1/keys/destructions", body(leaver, Map.of("personId", UUID.randomUUID())))
                .is(404);
        heidi.get("/v1/keys/destructions/" + UUID.randomUUID()).is(404);
        heidi.get("/v1/keys/destructions?limit=0").is(400);
    }

    @Test
    void othersNeitherAskNorSee() {
        Api admin = as(somebody("employee").name(), "admin", "officer");
        String id = requested(leaver, Map.of());

        admin.post("/v1/keys/destructions", body(leaver, Map.of())).is(403);
        frank.post("/v1/keys/destructions", body(leaver, Map.of())).is(403);
        admin.post(path(id, "approve"), Map.of()).is(403);
        admin.get("/v1/keys/destructions").is(403);
        JsonNode page = heidi.get("/v1/keys/destructions?limit=1").is(200).body();
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.has("nextCursor")).isTrue();
    }

    private String requested(Someone person, Map<String, Object> change) {
        return heidi.post("/v1/keys/destructions", body(person, change))
                .is(201)
                .body()
                .path("destructionId")
                .asString();
    }

    private static Map<String, Object> body(Someone person, Map<String, ?> change) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "personId", person.id(), "stores", List.of("message", "file", "archive"), "ground", "erasure-request"));
        body.putAll(change);
        return body;
    }

    private static String path(String id, String decision) {
        return "/v1/keys/destructions/" + id + "/" + decision;
    }

    private String state(String id) {
        return heidi.get("/v1/keys/destructions/" + id)
                .is(200)
                .body()
                .path("state")
                .asString();
    }

    private String obligation(String period, List<String> groups) {
        String id = heidi.post(
                        "/v1/obligations",
                        Map.of(
                                "purpose",
                                "transfer",
                                "title",
                                "Records of advice",
                                "text",
                                "To be kept.",
                                "audience",
                                Map.of("kinds", List.of("guest"), "groups", groups),
                                "keep",
                                Map.of("stores", List.of("archive"), "period", period)))
                .is(201)
                .body()
                .path("obligationId")
                .asString();
        frank.post("/v1/obligations/" + id + "/approve", Map.of()).is(200);
        return id;
    }

    private void active(Someone person, boolean active) {
        provisioning()
                .patch(
                        "/scim/v2/Users/" + person.id(),
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
                                + "[{\"op\":\"replace\",\"path\":\"active\",\"value\":" + active + "}]}",
                        "Content-Type",
                        "application/scim+json")
                .is(200);
    }

    private String key(Someone owner, String purpose) {
        return keyOf(owner, purpose, NOW);
    }

    private String keyOf(Someone owner, String purpose, YearMonth month) {
        return keys(owner, purpose, month).path(0).path("keyId").asString();
    }

    private JsonNode current(Someone owner, String purpose) {
        return keys(owner, purpose, NOW);
    }

    private JsonNode keys(Someone owner, String purpose, YearMonth month) {
        Map<String, Object> want = Map.of("ownerId", owner.id(), "purpose", purpose, "month", month.toString());
        return service()
                .post("/internal/keys/current", Map.of("items", List.of(want)))
                .is(200)
                .body()
                .path("keys");
    }

    private boolean found(String key) {
        return !service()
                .post("/internal/keys/lookup", Map.of("keyIds", List.of(key)))
                .is(200)
                .body()
                .path("keys")
                .isEmpty();
    }

    private int waiting(String topic) {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE topic = :topic")
                .param("topic", topic)
                .query(Integer.class)
                .single();
    }
}
