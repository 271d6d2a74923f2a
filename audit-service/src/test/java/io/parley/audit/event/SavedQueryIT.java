package io.parley.audit.event;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SavedQueryIT extends RunningAuditService {

    @Test
    void isKeptForItsOwnerAloneAndRecorded() {
        UUID event = AuditRegion.id();
        record(Events.viewed(event).setCaseRef("case-saved"));
        region.awaitEvent(event, GRACE);
        JsonNode saved = json(region.post(
                "/v1/audit/queries",
                GRACE,
                "{\"name\":\"views\",\"parameters\":{\"caseRef\":\"case-saved\",\"action\":\"archive.viewed\"}}"));
        String id = saved.get("queryId").asString();

        assertThat(json(region.get("/v1/audit/queries/" + id + "/events", GRACE))
                        .at("/items/0/eventId")
                        .asString())
                .isEqualTo(event.toString());
        assertThat(names(GRACE)).contains("views");
        assertThat(names(ERIN)).isEmpty();
        assertThat(region.get("/v1/audit/queries/" + id + "/events", ERIN).statusCode())
                .isEqualTo(404);
        assertThat(region.delete("/v1/audit/queries/" + id, ERIN).statusCode()).isEqualTo(404);
        assertThat(region.delete("/v1/audit/queries/" + id, GRACE).statusCode()).isEqualTo(204);
        assertThat(names(GRACE)).doesNotContain("views");
        await().atMost(AuditRegion.PATIENCE)
                .until(() -> json(region.get("/v1/audit/events?objectType=audit-query&objectId=" + id, GRACE))
                                .get("items")
                                .size()
                        == 2);
    }

    @Test
    void aNameThatIsTakenIsSavedAnew() {
        String first = id("{\"name\":\"again\",\"parameters\":{\"outcome\":\"refused\"}}");
        String second = id("{\"name\":\"again\",\"parameters\":{\"outcome\":\"failed\"}}");

        assertThat(second).isEqualTo(first);
        assertThat(region.get("/v1/audit/queries", GRACE).body()).contains("failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\" \"}",
                "{\"name\":\"x\",\"parameters\":{\"sql\":\"1\"}}",
                "{\"name\":\"x\",\"parameters\":{\"outcome\":\"maybe\"}}",
                "{\"name\":\"x\",\"parameters\":{\"from\":\"today\"}}"
            })
    void refusesWhatIsNoQuery(String body) {
        assertThat(region.post("/v1/audit/queries", GRACE, body).statusCode()).isEqualTo(400);
    }

    @Test
    void isForAuditorsAndOfficers() {
        assertThat(region.get("/v1/audit/queries", ALICE).statusCode()).isEqualTo(403);
        assertThat(region.post("/v1/audit/queries", ALICE, "{\"name\":\"x\"}").statusCode())
                .isEqualTo(403);
    }

    private String id(String body) {
        var answer = region.post("/v1/audit/queries", GRACE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("queryId").asString();
    }

    private List<String> names(String token) {
        return json(region.get("/v1/audit/queries", token)).get("items").values().stream()
                .map(query -> query.get("name").asString())
                .toList();
    }
}
