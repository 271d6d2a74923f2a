package io.parley.consent.basis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// A context of its own: obligations touch everybody. One person per step, so that a review takes many.
@TestPropertySource(properties = {"parley.basis.review-interval=100ms", "parley.basis.review-people=1"})
class ObligationIT extends ConsentIT {

    @Autowired
    private BasisStore bases;

    private Api heidi;
    private Api frank;
    private Someone alice;

    @BeforeEach
    void twoPersonsAndAnEmployee() {
        heidi = as(somebody("employee").name(), "privacy");
        frank = as(somebody("employee").name(), "approver");
        alice = somebody("employee");
    }

    @Test
    void anApprovedObligationIsAGroundForThoseItCovers() {
        Someone dave = somebody("guest");
        String id = registered("archive", Map.of());
        assertThat(basis(alice, "archive").path("allowed").asBoolean()).isFalse();

        assertThat(frank.post("/v1/obligations/" + id + "/approve", Map.of())
                        .is(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("in-force");

        await().atMost(20, SECONDS)
                .until(() -> basis(alice, "archive").path("allowed").asBoolean());
        JsonNode basis = basis(alice, "archive");
        assertThat(basis.path("ground").asString()).isEqualTo("legal-obligation");
        assertThat(basis.path("evidence").path("obligationId").asString()).isEqualTo(id);
        assertThat(basis.path("evidence").path("pack").asString()).isEqualTo("eu");
        assertThat(basis(dave, "archive").path("allowed").asBoolean()).isFalse();
        Someone later = somebody("employee");
        assertThat(basis(later, "archive").path("ground").asString()).isEqualTo("legal-obligation");

        heidi.post("/v1/obligations/" + id + "/end", Map.of()).is(200);
        await().atMost(20, SECONDS)
                .until(() -> !basis(later, "archive").path("allowed").asBoolean(true));
        assertThat(basis(later, "archive").path("evidence").path("why").asString())
                .isEqualTo("obligation-ended");
        heidi.post("/v1/obligations/" + id + "/end", Map.of()).is(409);
    }

    @Test
    void itEndsByItselfAtItsTime() {
        Instant until = Instant.now().plusSeconds(6);
        String id = registered("monitoring", Map.of("until", until.toString()));
        frank.post("/v1/obligations/" + id + "/approve", Map.of()).is(200);
        await().atMost(5, SECONDS)
                .until(() -> basis(alice, "monitoring").path("allowed").asBoolean());

        BasisEntry entry = history(alice, Purpose.MONITORING).getLast();
        assertThat(entry.allowsAt(until.minusMillis(2))).isTrue();
        assertThat(entry.allowsAt(until)).isFalse();
        await().atMost(30, SECONDS)
                .until(() -> history(alice, Purpose.MONITORING)
                        .getLast()
                        .basis()
                        .equals(new Basis.None(Lack.OBLIGATION_ENDED)));
        assertThat(basis(alice, "monitoring").path("allowed").asBoolean(true)).isFalse();
        await().atMost(20, SECONDS).until(() -> state(id).equals("expired"));
    }

    @Test
    void aRefusalOutweighsItInThisPack() {
        String id = registered("transfer", Map.of());
        frank.post("/v1/obligations/" + id + "/approve", Map.of()).is(200);
        await().atMost(20, SECONDS)
                .until(() -> basis(alice, "transfer").path("allowed").asBoolean());
        String notice = new Notices(heidi).published("transfer", "consent", "employee");

        Answers.give(alice.api(), notice, 1, "refused").is(201);

        assertThat(basis(alice, "transfer").path("allowed").asBoolean(true)).isFalse();
        assertThat(basis(alice, "transfer").path("evidence").path("why").asString())
                .isEqualTo("refused");
        heidi.post("/v1/obligations/" + id + "/end", Map.of()).is(200);
    }

    @Test
    void itTakesTwoPersons() {
        String id = registered("ai", Map.of());
        heidi.post("/v1/obligations/" + id + "/approve", Map.of()).refused(403, "four-eyes");
        as(alice.name(), "officer")
                .post("/v1/obligations/" + id + "/approve", Map.of())
                .is(403);
        as(alice.name(), "officer")
                .post("/v1/obligations", body("ai", Map.of()))
                .is(403);

        assertThat(state(id)).isEqualTo("requested");
        frank.post("/v1/obligations/" + id + "/refuse", Map.of()).is(200);
        frank.post("/v1/obligations/" + id + "/approve", Map.of()).is(409);
        assertThat(state(id)).isEqualTo("refused");
    }

    @Test
    void tellsOtherServicesWhatHasToBeKeptInTheArchive() {
        String kept = registered("archive", Map.of("keep", Map.of("stores", List.of("archive"), "period", "P5Y")));
        String elsewhere = registered("archive", Map.of("keep", Map.of("stores", List.of("file"), "period", "P5Y")));
        frank.post("/v1/obligations/" + elsewhere + "/approve", Map.of()).is(200);
        assertThat(demands().toString()).as("not approved").doesNotContain(kept);
        frank.post("/v1/obligations/" + kept + "/approve", Map.of()).is(200);

        assertThat(demands().toString())
                .contains("{\"obligationId\":\"" + kept
                        + "\",\"kinds\":[\"employee\"],\"regions\":[\"eu\"],\"period\":\"P5Y\"}")
                .doesNotContain(elsewhere);
        heidi.post("/internal/obligations/keeping", Map.of()).is(403);
        heidi.post("/v1/obligations/" + kept + "/end", Map.of()).is(200);
        heidi.post("/v1/obligations/" + elsewhere + "/end", Map.of()).is(200);
        assertThat(demands().toString()).doesNotContain(kept);
    }

    private JsonNode demands() {
        return service()
                .post("/internal/obligations/keeping", Map.of())
                .is(200)
                .body()
                .path("demands");
    }

    @Test
    void refusesWhatBreaksARule() {
        heidi.post("/v1/obligations", Map.of()).is(400);
        heidi.post("/v1/obligations", body("fun", Map.of())).is(400);
        heidi.post("/v1/obligations", body("ai", Map.of("title", " "))).is(400);
        heidi.post("/v1/obligations", body("ai", Map.of("audience", Map.of("kinds", List.of()))))
                .is(400);
        heidi.post("/v1/obligations", body("ai", Map.of("until", Instant.EPOCH.toString())))
                .is(400);
        heidi.get("/v1/obligations?limit=0").is(400);
        heidi.post("/v1/obligations/" + java.util.UUID.randomUUID() + "/approve", Map.of())
                .is(404);
    }

    private String registered(String purpose, Map<String, Object> more) {
        return heidi.post("/v1/obligations", body(purpose, more))
                .is(201)
                .body()
                .path("obligationId")
                .asString();
    }

    private static Map<String, Object> body(String purpose, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "purpose",
                purpose,
                "title",
                "Recording of orders",
                "text",
                "An example: conversations that may lead to an order have to be kept.",
                "audience",
                Map.of("kinds", List.of("employee"), "regions", List.of("eu"))));
        body.putAll(more);
        return body;
    }

    private List<BasisEntry> history(Someone person, Purpose purpose) {
        return bases.history(PersonId.parse(person.id()), purpose);
    }

    private String state(String id) {
        return heidi.get("/v1/obligations?limit=1000")
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("obligationId").asString().equals(id))
                .map(item -> item.path("state").asString())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode basis(Someone person, String purpose) {
        return heidi.get("/v1/people/" + person.id() + "/basis?purpose=" + purpose)
                .is(200)
                .body();
    }
}
