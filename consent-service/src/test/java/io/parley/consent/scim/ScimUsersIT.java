package io.parley.consent.scim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ScimUsersIT extends ConsentIT {

    @Test
    void aCreatedPersonCanSignIn() {
        Someone alice = somebody("employee");

        JsonNode me =
                as(alice.name(), "officer", "member").get("/v1/me").is(200).body();

        assertThat(me.path("personId").asString()).isEqualTo(alice.id());
        assertThat(me.path("userName").asString()).isEqualTo(alice.name());
        assertThat(me.path("kind").asString()).isEqualTo("employee");
        assertThat(me.path("region").asString()).isEqualTo("eu");
        assertThat(me.path("state").asString()).isEqualTo("active");
        assertThat(me.path("roles").valueStream().map(JsonNode::asString)).containsExactly("member", "officer");
        assertThat(me.path("pendingNotices").isInt()).isTrue();
    }

    @Test
    void answersAsScimWithEtagAndLocation() {
        String name = "Upper-" + UUID.randomUUID();

        Api.Answer created =
                provisioning().post("/scim/v2/Users", user(name, "guest", "eu")).is(201);

        assertThat(created.header("Content-Type")).startsWith("application/scim+json");
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(created.header("Location"))
                .endsWith(created.body().path("id").asString());
        assertThat(created.body().path("userName").asString()).isEqualTo(name.toLowerCase());
        assertThat(created.body().path("meta").path("version").asString()).isEqualTo("W/\"1\"");
        assertThat(created.body().path("urn:parley:scim:Person").path("kind").asString())
                .isEqualTo("guest");
    }

    /// The count is kept beside the people; it must be theirs.
    @Test
    void saysHowManyThereAre() {
        long before = total("");
        Someone stays = somebody("employee");
        Someone goes = somebody("employee");
        provisioning().post("/scim/v2/Users", user(stays.name(), "guest", "eu")).is(409);
        assertThat(total("")).isEqualTo(before + 2);

        provisioning().delete("/scim/v2/Users/" + goes.id()).is(204);
        provisioning().delete("/scim/v2/Users/" + goes.id()).is(404);

        assertThat(total("")).isEqualTo(before + 1).isEqualTo(total("&filter=userName%20pr"));
        assertThat(provisioning()
                        .get("/scim/v2/Users?sortBy=userName&startIndex=" + (before + 1))
                        .body()
                        .path("Resources"))
                .hasSize(1);
    }

    private long total(String query) {
        return provisioning()
                .get("/scim/v2/Users?count=0" + query)
                .is(200)
                .body()
                .path("totalResults")
                .asLong();
    }

    @Test
    void refusesASecondPersonOfTheSameUserName() {
        Someone first = somebody("employee");

        Api.Answer second = provisioning()
                .post("/scim/v2/Users", user(first.name().toUpperCase(), "guest", "eu"))
                .is(409);

        assertThat(second.header("Content-Type")).startsWith("application/scim+json");
        assertThat(second.body().path("scimType").asString()).isEqualTo("uniqueness");
        assertThat(second.body().path("status").asString()).isEqualTo("409");
        assertThat(second.body().path("schemas").path(0).asString())
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}",
                "{\"Operations\":[{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}]}",
                "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}"
            })
    void deactivatesInEachFormThatClientsSend(String patch) {
        Someone person = somebody("employee");

        JsonNode frozen = provisioning()
                .patch("/scim/v2/Users/" + person.id(), patch)
                .is(200)
                .body();

        assertThat(frozen.path("active").asBoolean(true)).isFalse();
        assertThat(frozen.path("meta").path("version").asString()).isEqualTo("W/\"2\"");
        await().atMost(10, SECONDS).untilAsserted(() -> {
            Api.Answer refused = person.api().get("/v1/me").is(403);
            assertThat(refused.body().path("code").asString()).isEqualTo("person-frozen");
        });
    }

    /// RFC 7644 §3.6: gone for the client in every way, and the name is free.
    @Test
    void whoWasDeletedIsGoneForTheClientAndFrozenForTheRegistry() {
        Someone person = somebody("employee");

        provisioning().delete("/scim/v2/Users/" + person.id()).is(204);

        provisioning().get("/scim/v2/Users/" + person.id()).is(404);
        provisioning().delete("/scim/v2/Users/" + person.id()).is(404);
        provisioning()
                .patch(
                        "/scim/v2/Users/" + person.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":true}]}")
                .is(404);
        assertThat(provisioning()
                        .get("/scim/v2/Users?filter=userName%20eq%20%22" + person.name() + "%22")
                        .is(200)
                        .body()
                        .path("totalResults")
                        .asInt())
                .isZero();
        await().atMost(10, SECONDS)
                .untilAsserted(() -> person.api().get("/v1/me").refused(403, "person-frozen"));
    }

    @Test
    void theNameOfSomebodyDeletedMayBeGivenAgainAndTheSameAccountIsThenTheNewPerson() {
        Someone former = somebody("employee");
        provisioning().delete("/scim/v2/Users/" + former.id()).is(204);

        String id = provisioning()
                .post("/scim/v2/Users", user(former.name(), "employee", "eu"))
                .is(201)
                .body()
                .path("id")
                .asString();

        assertThat(id).isNotEqualTo(former.id());
        await().atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(former.api()
                                .get("/v1/me")
                                .is(200)
                                .body()
                                .path("personId")
                                .asString())
                        .isEqualTo(id));
    }

    @Test
    void findsByUserNameAndPages() {
        Someone person = somebody("employee");

        JsonNode found = provisioning()
                .get("/scim/v2/Users?filter=userName%20eq%20%22" + person.name().toUpperCase() + "%22")
                .is(200)
                .body();
        JsonNode none = provisioning()
                .get("/scim/v2/Users?filter=externalId%20eq%20%22nobody%22")
                .is(200)
                .body();
        JsonNode first = provisioning()
                .get("/scim/v2/Users?startIndex=1&count=1")
                .is(200)
                .body();

        assertThat(found.path("totalResults").asInt()).isEqualTo(1);
        assertThat(found.path("Resources").path(0).path("id").asString()).isEqualTo(person.id());
        assertThat(none.path("totalResults").asInt()).isZero();
        assertThat(first.path("itemsPerPage").asInt()).isEqualTo(1);
        assertThat(first.path("totalResults").asInt()).isPositive();
    }

    @Test
    void refusesAFilterItDoesNotKnow() {
        Api.Answer refused =
                provisioning().get("/scim/v2/Users?filter=shoeSize%20pr").is(400);

        assertThat(refused.body().path("scimType").asString()).isEqualTo("invalidFilter");
    }

    @Test
    void replacesOnlyTheVersionThatWasRead() {
        Someone person = somebody("guest");
        Map<String, Object> changed = user(person.name(), "employee", "eu");

        provisioning()
                .put("/scim/v2/Users/" + person.id(), changed, "If-Match", "W/\"7\"")
                .is(412);
        JsonNode now = provisioning()
                .put("/scim/v2/Users/" + person.id(), changed, "If-Match", "W/\"1\"")
                .is(200)
                .body();

        assertThat(now.path("urn:parley:scim:Person").path("kind").asString()).isEqualTo("employee");
        provisioning()
                .get("/scim/v2/Users/" + person.id(), "If-None-Match", "W/\"2\"")
                .is(304);
    }

    @Test
    void aChangeThatChangesNothingKeepsTheVersion() {
        Someone person = somebody("guest");

        JsonNode same = provisioning()
                .put("/scim/v2/Users/" + person.id(), user(person.name(), "guest", "eu"))
                .is(200)
                .body();

        assertThat(same.path("meta").path("version").asString()).isEqualTo("W/\"1\"");
    }

    @Test
    void refusesAPersonWithoutKind() {
        Api.Answer refused = provisioning()
                .post("/scim/v2/Users", Map.of("userName", "nobody-" + UUID.randomUUID()))
                .is(400);

        assertThat(refused.body().path("scimType").asString()).isEqualTo("invalidValue");
    }

    @Test
    void refusesBrokenJsonAndUnknownPeopleInItsOwnForm() {
        Api.Answer broken = provisioning().send("POST", "/scim/v2/Users", "{").is(400);
        Api.Answer unknown =
                provisioning().get("/scim/v2/Users/" + UUID.randomUUID()).is(404);
        Api.Answer nonsense = provisioning().get("/scim/v2/Users/nonsense").is(404);

        assertThat(broken.body().path("scimType").asString()).isEqualTo("invalidSyntax");
        assertThat(unknown.body().path("status").asString()).isEqualTo("404");
        assertThat(nonsense.body().path("status").asString()).isEqualTo("404");
    }

    @Test
    void otherClientsAreRefused() {
        Someone person = somebody("employee");

        service().get("/scim/v2/Users").is(403);
        person.api().get("/scim/v2/Users").is(403);
        client("another-client", "scim").get("/scim/v2/Users").is(403);
    }

    @Test
    void describesItself() {
        JsonNode config =
                provisioning().get("/scim/v2/ServiceProviderConfig").is(200).body();
        JsonNode types = provisioning().get("/scim/v2/ResourceTypes").is(200).body();
        JsonNode schemas = provisioning().get("/scim/v2/Schemas").is(200).body();

        assertThat(config.path("patch").path("supported").asBoolean()).isTrue();
        assertThat(types.path("Resources").path(0).path("endpoint").asString()).isEqualTo("/Users");
        assertThat(schemas.path("Resources")
                        .valueStream()
                        .map(schema -> schema.path("id").asString()))
                .contains("urn:parley:scim:Person", "urn:ietf:params:scim:schemas:core:2.0:Group");
        provisioning().get("/scim/v2/Schemas/urn:parley:scim:Person").is(200);
        provisioning().get("/scim/v2/Schemas/urn:unknown").is(404);
    }
}
