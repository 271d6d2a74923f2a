package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Employees invite guests for a time.
class GuestsTest {

    @Test
    void aGuestIsInvitedListedExtendedAndEnded() {
        Persona host = Newcomer.employee();
        Persona guest = Newcomer.stranger();
        JsonNode invited = host.http()
                .post("/v1/guests", invitation(guest, inDays(1)))
                .hasStatus(201)
                .json();
        String path = "/v1/guests/" + invited.path("personId").asString();

        Wait.shortly().until(() -> guest.api().people().me().kind().equals("guest"));
        assertThat(host.http().get("/v1/guests").hasStatus(200).json().path("items"))
                .hasSize(1);
        assertThat(host.http()
                        .call("PATCH", path, "{\"expiresAt\":\"" + inDays(30) + "\"}")
                        .hasStatus(200)
                        .json()
                        .path("expiresAt")
                        .asString())
                .startsWith(inDays(30).toString().substring(0, 16));
        host.http().post(path + "/end", "{}").hasStatus(200);
        Wait.shortly().untilAsserted(() -> guest.http().get("/v1/me").isProblem(403, "person-frozen"));
        host.http().call("PATCH", path, "{\"expiresAt\":\"" + inDays(2) + "\"}").isProblem(409, "conflict");
        Region.ivanTheAdmin()
                .http()
                .call("PATCH", path, "{\"expiresAt\":\"" + inDays(2) + "\"}")
                .hasStatus(200);
        Wait.shortly().until(() -> guest.http().get("/v1/me").status() == 200);
    }

    @Test
    void refusesWhatMakesNoSenseAndWhoIsNoHost() {
        Persona host = Newcomer.employee();
        Persona other = Newcomer.employee();
        Persona guest = Newcomer.stranger();
        String path = "/v1/guests/"
                + host.http()
                        .post("/v1/guests", invitation(guest, inDays(1)))
                        .hasStatus(201)
                        .json()
                        .path("personId")
                        .asString();

        host.http().post("/v1/guests", invitation(guest, inDays(1))).isProblem(409, "conflict");
        host.http()
                .post(
                        "/v1/guests",
                        invitation(Newcomer.stranger(), Instant.now().minusSeconds(5)))
                .isProblem(400, "invalid-request")
                .namesField("expiresAt");
        host.http()
                .post("/v1/guests", invitation(Newcomer.stranger(), inDays(1000)))
                .isProblem(400, "invalid-request")
                .namesField("expiresAt");
        host.http().post("/v1/guests", "{}").isProblem(400, "invalid-request").namesField("displayName");
        host.http().post("/v1/guests", "{").isProblem(400, "malformed-request");
        Newcomer.guest()
                .http()
                .post("/v1/guests", invitation(Newcomer.stranger(), inDays(1)))
                .isProblem(403, "forbidden");
        other.http().post(path + "/end", "{}").isProblem(404, "not-found");
        other.http()
                .call("PATCH", path, "{\"expiresAt\":\"" + inDays(2) + "\"}")
                .isProblem(404, "not-found");
        host.http().get("/v1/guests?limit=0").isProblem(400, "invalid-request").namesField("limit");
        Raw.anonymous().get("/v1/guests").isProblem(401, "unauthenticated");
    }

    private static String invitation(Persona guest, Instant end) {
        return "{\"displayName\":\"A visitor\",\"userName\":\"" + guest.name() + "\",\"expiresAt\":\"" + end + "\"}";
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }
}
