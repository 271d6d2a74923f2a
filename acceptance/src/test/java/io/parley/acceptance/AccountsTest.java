package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An account is a person for good: names may change, links count.
class AccountsTest {

    @Test
    void theFirstSignInLinksTheAccount() {
        Persona person = Newcomer.employee();

        JsonNode accounts = Region.ivanTheAdmin()
                .http()
                .get(path(person.id().toString()))
                .hasStatus(200)
                .json()
                .path("items");

        assertThat(accounts).hasSize(1);
        assertThat(accounts.path(0).path("issuer").asString()).isEqualTo(Region.ISSUER.toString());
        assertThat(accounts.path(0).path("subject").asString()).isEqualTo(Newcomer.subject(person));
    }

    @Test
    void aPersonWhoIsRenamedSignsInAsBefore() {
        Persona person = Newcomer.employee();
        String id = person.id().toString();
        String name = "renamed-" + UUID.randomUUID();

        Newcomer.scim()
                .call("PATCH", "/scim/v2/Users/" + id, """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                         "Operations":[{"op":"replace","path":"userName","value":"%s"}]}""".formatted(name))
                .hasStatus(200);

        Wait.shortly()
                .untilAsserted(() -> assertThat(person.http()
                                .get("/v1/me")
                                .hasStatus(200)
                                .json()
                                .path("userName")
                                .asString())
                        .isEqualTo(name));
    }

    @Test
    void anotherAccountOfTheNameIsRefusedUntilAnAdministratorLinksIt() {
        Persona person = Newcomer.employee();
        String id = person.id().toString();
        Raw ivan = Region.ivanTheAdmin().http();

        ivan.put(path(id), account(UUID.randomUUID().toString())).hasStatus(204);
        Wait.shortly().untilAsserted(() -> person.http().get("/v1/me").isProblem(403, "identity-mismatch"));
        Wait.shortly()
                .untilAsserted(() -> person.http().get("/v1/conversations").isProblem(403, "identity-mismatch"));

        ivan.put(path(id), account(Newcomer.subject(person))).hasStatus(204);
        Wait.shortly().untilAsserted(() -> person.http().get("/v1/me").hasStatus(200));
        ivan.call("DELETE", path(id) + "?issuer=" + Region.ISSUER, null).hasStatus(204);
        Wait.shortly().untilAsserted(() -> person.http().get("/v1/me").hasStatus(200));
    }

    @Test
    void theSocketsOfTheFormerAccountAreClosed() {
        Persona person = Newcomer.employee();
        Raw ivan = Region.ivanTheAdmin().http();
        try (RawSocket socket = RawSocket.of(person, "phone")) {
            long linked = System.nanoTime();
            ivan.put(path(person.id().toString()), account(UUID.randomUUID().toString()))
                    .hasStatus(204);

            socket.isClosedWith(4401);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - linked))
                    .isLessThan(5);
        }
        person.http().get("/v1/me").isProblem(403, "identity-mismatch");
    }

    @Test
    void refusesWhatMakesNoSenseAndWhoIsNoAdministrator() {
        String alice = Region.alice().id().toString();
        Raw ivan = Region.ivanTheAdmin().http();

        Region.alice().http().get(path(alice)).isProblem(403, "forbidden");
        Region.heidiThePrivacyOfficer().http().get(path(alice)).hasStatus(200);
        Region.heidiThePrivacyOfficer().http().put(path(alice), account("x")).isProblem(403, "forbidden");
        ivan.get(path(UUID.randomUUID().toString())).isProblem(404, "not-found");
        ivan.put(path(alice), account(Newcomer.subject(Region.bob()))).isProblem(409, "conflict");
        ivan.put(path(alice), "{\"issuer\":\"nowhere\",\"subject\":\"x\"}")
                .isProblem(400, "invalid-request")
                .namesField("issuer");
        ivan.put(path(alice), "{\"subject\":\"x\"}")
                .isProblem(400, "invalid-request")
                .namesField("issuer");
        ivan.call("DELETE", path(alice) + "?issuer=https://nowhere.example", null)
                .isProblem(404, "not-found");
    }

    private static String path(String person) {
        return "/v1/people/" + person + "/accounts";
    }

    private static String account(String subject) {
        return "{\"issuer\":\"" + Region.ISSUER + "\",\"subject\":\"" + subject + "\"}";
    }
}
