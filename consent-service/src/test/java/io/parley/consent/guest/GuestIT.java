package io.parley.consent.guest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GuestIT extends ConsentIT {

    private final String name = "visitor-" + UUID.randomUUID();

    @Test
    void anInvitedGuestSignsInUntilTheirTimeIsOver() {
        Someone host = somebody("employee");
        Instant end = Instant.now().plusSeconds(6);

        JsonNode guest = invite(host, end).is(201).body();

        assertThat(guest.path("invitedBy").asString()).isEqualTo(host.id());
        await().atMost(10, SECONDS).until(() -> as(name).get("/v1/me").status() == 200);
        assertThat(as(name).get("/v1/me").body().path("kind").asString()).isEqualTo("guest");
        await().atMost(20, SECONDS).until(() -> refused(name));
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        await().atMost(20, SECONDS)
                .until(() -> find(host, guest).path("state").asString().equals("frozen"));
        Someone admin = somebody("employee");
        assertThat(as(admin.name(), "admin")
                        .get("/v1/people/" + guest.path("personId").asString() + "/offboarding")
                        .is(200)
                        .body()
                        .path("steps"))
                .isNotEmpty();
    }

    @Test
    void theHostLetsThemStayLongerOrEndsIt() {
        Someone host = somebody("employee");
        JsonNode guest = invite(host, inDays(1)).is(201).body();
        String path = "/v1/guests/" + guest.path("personId").asString();

        String later = inDays(7).toString();
        assertThat(Instant.parse(host.api()
                        .patch(path, "{\"expiresAt\":\"" + later + "\"}")
                        .is(200)
                        .body()
                        .path("expiresAt")
                        .asString()))
                .isAfter(inDays(6));
        assertThat(host.api()
                        .post(path + "/end", Map.of())
                        .is(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("frozen");
        host.api().patch(path, "{\"expiresAt\":\"" + later + "\"}").refused(409, "conflict");
        Someone admin = somebody("employee");
        assertThat(as(admin.name(), "admin")
                        .patch(path, "{\"expiresAt\":\"" + later + "\"}")
                        .is(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("active");
    }

    @Test
    void guestsAreTheirHostsAndNobodyElses() {
        Someone host = somebody("employee");
        Someone other = somebody("employee");
        JsonNode guest = invite(host, inDays(1)).is(201).body();
        String path = "/v1/guests/" + guest.path("personId").asString();

        other.api().patch(path, "{\"expiresAt\":\"" + inDays(2) + "\"}").is(404);
        other.api().post(path + "/end", Map.of()).is(404);
        assertThat(other.api().get("/v1/guests").is(200).body().path("items")).isEmpty();
        assertThat(host.api().get("/v1/guests").is(200).body().path("items")).hasSize(1);
        host.api().post("/v1/guests/" + other.id() + "/end", Map.of()).is(404);
    }

    @Test
    void refusesWhatMakesNoSense() {
        Someone host = somebody("employee");
        Someone guest = somebody("guest");

        invite(guest, inDays(1)).refused(403, "forbidden");
        names(invite(host, Instant.now().minusSeconds(1)), "expiresAt");
        names(invite(host, inDays(400)), "expiresAt");
        names(
                host.api()
                        .post(
                                "/v1/guests",
                                Map.of(
                                        "displayName",
                                        "V",
                                        "expiresAt",
                                        inDays(1).toString())),
                "userName");
        names(
                host.api()
                        .post(
                                "/v1/guests",
                                Map.of("userName", name, "expiresAt", inDays(1).toString())),
                "displayName");
        names(host.api().post("/v1/guests", Map.of("userName", name, "displayName", "V")), "expiresAt");
        names(body(host, Map.of("email", "no address")), "email");
        names(body(host, Map.of("languages", new String[] {"Klingon!"})), "languages");
        host.api().get("/v1/guests?limit=0").is(400);
        invite(host, inDays(1)).is(201);
        invite(host, inDays(1)).refused(409, "conflict");
    }

    @Test
    void pagesThroughTheGuests() {
        Someone host = somebody("employee");
        for (int i = 0; i < 3; i++) {
            body(host, Map.of("userName", name + i)).is(201);
        }

        JsonNode first = host.api().get("/v1/guests?limit=2").is(200).body();
        JsonNode rest = host.api()
                .get("/v1/guests?limit=2&after=" + first.path("nextCursor").asString())
                .is(200)
                .body();

        assertThat(first.path("items")).hasSize(2);
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("nextCursor").isNull()).isTrue();
    }

    private static void names(Api.Answer answer, String field) {
        assertThat(answer.is(400)
                        .body()
                        .path("violations")
                        .valueStream()
                        .map(one -> one.path("field").asString()))
                .contains(field);
    }

    private Api.Answer invite(Someone host, Instant end) {
        return body(host, Map.of("expiresAt", end.toString()));
    }

    private Api.Answer body(Someone host, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("displayName", "A visitor");
        body.put("userName", name);
        body.put("expiresAt", inDays(1).toString());
        body.putAll(more);
        return host.api().post("/v1/guests", body);
    }

    private boolean refused(String guest) {
        return as(guest).get("/v1/me").body().path("code").asString("").equals("person-frozen");
    }

    private static JsonNode find(Someone host, JsonNode guest) {
        return host.api()
                .get("/v1/guests")
                .body()
                .path("items")
                .valueStream()
                .filter(one -> one.path("personId").equals(guest.path("personId")))
                .findFirst()
                .orElseThrow();
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }
}
