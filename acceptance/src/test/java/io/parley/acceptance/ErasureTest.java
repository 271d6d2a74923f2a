package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What events say of a person goes only when two persons want it and nothing needs it. Events of a region that was
/// just
/// started are all needed; that older ones go, and their proofs stay, audit-service shows by itself.
class ErasureTest {

    private static final String ERASURES = "/v1/audit/erasures";

    private final Raw heidi = Region.heidiThePrivacyOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();

    @Test
    void whatTheLawStillNeedsIsKeptAndCounted() {
        Instant before = Instant.now();
        Officers.requested(
                Officers.newCase(), Region.alice().opens("group", Region.bob()).conversationId());
        Event needed = Wait.shortly()
                .until(
                        () -> Region.graceTheAuditor().api().audit().all(Filter.action("grant.requested")),
                        found -> !found.isEmpty())
                .getLast();
        String person = Region.erinTheOfficer().id().toString();

        String id = heidi.post(ERASURES, body(person))
                .hasStatus(201)
                .json()
                .path("erasureId")
                .asString();
        heidi.post(ERASURES + "/" + id + "/approve", "").isProblem(403, "four-eyes");
        frank.post(ERASURES + "/" + id + "/approve", "").hasStatus(200);

        JsonNode done = Wait.shortly()
                .until(
                        () -> heidi.get(ERASURES + "/" + id).hasStatus(200).json(),
                        now -> now.path("state").asString().equals("done"));
        assertThat(done.path("erased").asLong()).isZero();
        assertThat(done.path("keptForPeriod").asLong()).isPositive();
        assertThat(done.path("personId").isString()).isFalse();
        assertThat(Instant.parse(done.path("finishedAt").asString())).isAfter(before.minusSeconds(5));
        assertThat(Region.graceTheAuditor()
                        .http()
                        .get("/v1/audit/events/" + needed.eventId() + "/proof")
                        .hasStatus(200)
                        .json()
                        .path("body")
                        .asString())
                .contains(person);
        List<JsonNode> told = Wait.shortly().until(() -> about(id), found -> found.size() == 3);
        assertThat(told)
                .extracting(event -> event.path("action").asString())
                .containsExactlyInAnyOrder("audit.erasure-requested", "audit.erasure-approved", "audit.erased");
        assertThat(told.toString()).doesNotContain(person);
    }

    @Test
    void isForPrivacyAndASecondPerson() {
        String person = Region.alice().id().toString();
        for (Persona other : List.of(Region.alice(), Region.erinTheOfficer(), Region.ivanTheAdmin())) {
            other.http().post(ERASURES, body(person)).isProblem(403, "forbidden");
            other.http().get(ERASURES).isProblem(403, "forbidden");
        }
        heidi.post(ERASURES, "{\"personId\":\"" + person + "\",\"ground\":\"because\"}")
                .isProblem(400, "invalid-request");
        heidi.get(ERASURES + "/0190c3a4-0000-7000-8000-000000000001").isProblem(404, "not-found");
    }

    private static List<JsonNode> about(String erasure) {
        return Region.graceTheAuditor()
                .http()
                .get("/v1/audit/events?objectType=audit-erasure&objectId=" + erasure)
                .hasStatus(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String body(String person) {
        return "{\"personId\":\"" + person + "\",\"ground\":\"erasure-request\"}";
    }
}
