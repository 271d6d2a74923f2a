package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A legal obligation on file: two persons put it there, and it is a ground for those it covers. Each is about a
/// department of the test's own, so that nobody else is concerned.
class ObligationsTest {

    private final Raw heidi = Region.heidiThePrivacyOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();

    @Test
    void itIsAGroundForItsDepartmentFromTheApprovalOnUntilItIsEnded() {
        Persona trader = Newcomer.employee();
        Persona other = Newcomer.employee();
        String id = registered(body(Newcomer.department(trader)));
        assertThat(basis(trader).path("allowed").asBoolean()).isFalse();

        assertThat(frank.post(path(id, "approve"), "{}")
                        .hasStatus(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("in-force");

        Wait.shortly().until(() -> basis(trader).path("allowed").asBoolean());
        assertThat(basis(trader).path("ground").asString()).isEqualTo("legal-obligation");
        assertThat(basis(trader).path("evidence").path("obligationId").asString())
                .isEqualTo(id);
        assertThat(basis(other).path("allowed").asBoolean()).isFalse();

        heidi.post(path(id, "end"), "{}").hasStatus(200);

        Wait.shortly().until(() -> !basis(trader).path("allowed").asBoolean());
        assertThat(state(id)).isEqualTo("ended");
        heidi.post(path(id, "end"), "{}").isProblem(409, "conflict");
    }

    @Test
    void nobodyDecidesAlone() {
        String id = registered(body(Newcomer.department(Newcomer.employee())));

        heidi.post(path(id, "approve"), "{}").isProblem(403, "four-eyes");
        heidi.post(path(id, "refuse"), "{}").isProblem(403, "four-eyes");
        frank.post(path(id, "refuse"), "{}").hasStatus(200);

        assertThat(state(id)).isEqualTo("refused");
        frank.post(path(id, "approve"), "{}").isProblem(409, "conflict");
        heidi.post(path(id, "end"), "{}").isProblem(409, "conflict");
    }

    @Test
    void othersNeitherWriteNorReadThem() {
        String department = Newcomer.department(Newcomer.employee());
        String id = registered(body(department));
        for (Persona other : List.of(Region.alice(), Region.ivanTheAdmin())) {
            Raw http = other.http();
            http.post("/v1/obligations", body(department)).isProblem(403, "forbidden");
            http.post(path(id, "approve"), "{}").isProblem(403, "forbidden");
            http.post(path(id, "refuse"), "{}").isProblem(403, "forbidden");
            http.post(path(id, "end"), "{}").isProblem(403, "forbidden");
            http.get("/v1/obligations").isProblem(403, "forbidden");
        }
        frank.post("/v1/obligations", body(department)).isProblem(403, "forbidden");
        Raw.anonymous().get("/v1/obligations").isProblem(401, "unauthenticated");
        assertThat(heidi.get("/v1/obligations?limit=1").hasStatus(200).json().path("items"))
                .hasSize(1);
    }

    @Test
    void namesWhatBreaksARule() {
        String good = body(Newcomer.department(Newcomer.employee()));
        refused(good.replace("\"archive\"", "\"fun\""), "purpose");
        refused(good.replace("Records of orders", " "), "title");
        refused(good.replace("To be kept, says an example.", ""), "text");
        refused(good.replace("\"keep\":{\"stores\":[\"archive\"]", "\"keep\":{\"stores\":[\"attic\"]"), "keep.stores");
        refused(good.replace("P5Y", "-P5Y"), "keep.period");
        refused(good.replace("P5Y", "five years"), "keep.period");
        refused(good.replaceFirst("\"until\":\"[^\"]*\"", "\"until\":\"1999-01-01T00:00:00Z\""), "until");
        heidi.post("/v1/obligations", good.replace("[\"employee\"]", "[\"king\"]"))
                .isProblem(400, "invalid-request");
        heidi.post("/v1/obligations", "{").isProblem(400, "malformed-request");
        heidi.post(path("01890000-0000-7000-8000-000000000000", "approve"), "{}")
                .isProblem(404, "not-found");
        heidi.get("/v1/obligations?limit=0").isProblem(400, "invalid-request").namesField("limit");
    }

    private void refused(String body, String field) {
        heidi.post("/v1/obligations", body).isProblem(400, "invalid-request").namesField(field);
    }

    private String registered(String body) {
        return heidi.post("/v1/obligations", body)
                .hasStatus(201)
                .json()
                .path("obligationId")
                .asString();
    }

    private static String body(String department) {
        return """
                {"purpose":"archive","title":"Records of orders","text":"To be kept, says an example.",
                 "audience":{"kinds":["employee"],"groups":["%s"]},"until":"%s",
                 "keep":{"stores":["archive"],"period":"P5Y"}}""".formatted(department, Instant.now().plus(Duration.ofDays(1)));
    }

    private static String path(String id, String step) {
        return "/v1/obligations/" + id + "/" + step;
    }

    private JsonNode basis(Persona person) {
        return heidi.get("/v1/people/" + person.id() + "/basis?purpose=archive")
                .hasStatus(200)
                .json();
    }

    private String state(String id) {
        return heidi.get("/v1/obligations?limit=1000")
                .hasStatus(200)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("obligationId").asString().equals(id))
                .map(item -> item.path("state").asString())
                .findFirst()
                .orElseThrow();
    }
}
