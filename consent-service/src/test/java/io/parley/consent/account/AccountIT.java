package io.parley.consent.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.testing.TestIssuer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountIT extends ConsentIT {

    @Test
    void theFirstSignInLinksTheAccountAndOnlyTheLinkCountsFromThenOn() {
        Someone alice = somebody("employee");

        JsonNode account = accounts(alice).path("items").path(0);
        assertThat(account.path("issuer").asString())
                .isEqualTo(TestIssuer.shared().issuer());
        Api.Answer namesake = with(TestIssuer.shared().namesake(alice.name(), "member"))
                .get("/v1/me")
                .is(403);
        assertThat(namesake.body().path("code").asString()).isEqualTo("identity-mismatch");
        assertThat(with(TestIssuer.shared().renamed(alice.name(), "somebody-else"))
                        .get("/v1/me")
                        .is(200)
                        .body()
                        .path("personId")
                        .asString())
                .isEqualTo(alice.id());
    }

    @Test
    void aRenamedPersonKeepsTheirAccountAndTheirFormerNameOpensNothing() {
        Someone alice = somebody("employee");
        String now = "renamed-" + UUID.randomUUID();
        provisioning()
                .patch(
                        "/scim/v2/Users/" + alice.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"" + now + "\"}]}")
                .is(200);

        await().atMost(10, SECONDS)
                .until(() ->
                        as(now).get("/v1/me").body().path("code").asString().equals("identity-mismatch"));
        assertThat(alice.api().get("/v1/me").is(200).body().path("userName").asString())
                .isEqualTo(now);
    }

    @Test
    void anAdministratorLinksAnotherAccount() {
        Someone alice = somebody("employee");
        Someone admin = somebody("employee");
        String subject = UUID.randomUUID().toString();

        as(admin.name(), "admin").put(path(alice), account(subject)).is(204);

        await().atMost(10, SECONDS).until(() -> alice.api().get("/v1/me").status() == 403);
        assertThat(accounts(alice).path("items")).hasSize(1);
        assertThat(accounts(alice).path("items").path(0).path("subject").asString())
                .isEqualTo(subject);
    }

    @Test
    void anAccountIsNotTakenFromAnotherPerson() {
        Someone alice = somebody("employee");
        Someone bob = somebody("employee");
        Someone admin = somebody("employee");
        String subject = accounts(alice).path("items").path(0).path("subject").asString();

        as(admin.name(), "admin").put(path(bob), account(subject)).is(409);
        as(admin.name(), "admin")
                .put(path(bob), Map.of("issuer", "no issuer", "subject", "x"))
                .is(400);
        alice.api().put(path(alice), account("x")).is(403);
        as(admin.name(), "admin")
                .get("/v1/people/" + UUID.randomUUID() + "/accounts")
                .is(404);
    }

    @Test
    void partedFromTheirAccountThePersonIsLinkedAnewAtTheNextSignIn() {
        Someone alice = somebody("employee");
        Someone admin = somebody("employee");

        as(admin.name(), "admin")
                .send("DELETE", path(alice) + "?issuer=" + TestIssuer.shared().issuer(), null)
                .is(204);
        as(admin.name(), "admin")
                .send("DELETE", path(alice) + "?issuer=" + TestIssuer.shared().issuer(), null)
                .is(404);

        Api namesake = with(TestIssuer.shared().namesake(alice.name(), "member"));
        await().atMost(10, SECONDS).until(() -> namesake.get("/v1/me").status() == 200);
        assertThat(alice.api().get("/v1/me").status()).isEqualTo(403);
    }

    @Test
    void answersOtherServicesWhoseAccountItIs() {
        String name = "newcomer-" + UUID.randomUUID();
        String id = provisioning()
                .post("/scim/v2/Users", user(name, "employee", "eu"))
                .is(201)
                .body()
                .path("id")
                .asString();
        Map<String, String> first = Map.of("issuer", "https://issuer.example", "subject", "7", "userName", name);
        Map<String, String> other = Map.of("issuer", "https://issuer.example", "subject", "8", "userName", name);
        Map<String, String> nobody =
                Map.of("issuer", "https://issuer.example", "subject", "9", "userName", "nobody-" + name);

        JsonNode linked = link(first);
        assertThat(linked.path("personId").asString()).isEqualTo(id);
        assertThat(linked.path("revision").asLong()).isEqualTo(2);
        assertThat(link(first)).isEqualTo(linked);
        assertThat(link(other).path("refusal").asString()).isEqualTo("identity-mismatch");
        assertThat(link(nobody).path("refusal").asString()).isEqualTo("person-unknown");
        assertThat(provisioning().get("/scim/v2/Users/" + id).header("ETag")).isEqualTo("W/\"1\"");
    }

    private JsonNode link(Map<String, String> first) {
        return service().post("/internal/sign-ins", first).is(200).body();
    }

    private JsonNode accounts(Someone person) {
        Someone admin = somebody("employee");
        return as(admin.name(), "admin").get(path(person)).is(200).body();
    }

    private static Map<String, String> account(String subject) {
        return Map.of("issuer", TestIssuer.shared().issuer(), "subject", subject);
    }

    private static String path(Someone person) {
        return "/v1/people/" + person.id() + "/accounts";
    }
}
