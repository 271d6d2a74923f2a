package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// People come and go by SCIM 2.0 (RFC 7643, RFC 7644).
class ScimTest {

    @Test
    void describesItself() {
        for (String path : new String[] {"ServiceProviderConfig", "ResourceTypes", "Schemas"}) {
            var answer = Newcomer.scim().get("/scim/v2/" + path).hasStatus(200);
            assertThat(answer.header("Content-Type")).contains("json");
        }
    }

    @Test
    void isClosedToPeople() {
        assertThat(Region.ivanTheAdmin().http().get("/scim/v2/Users").status()).isIn(401, 403);
        assertThat(Raw.anonymous().get("/scim/v2/Users").status()).isEqualTo(401);
    }

    @Test
    void registersAPersonOnce() {
        Persona newcomer = Newcomer.stranger();
        String user = Newcomer.user(newcomer.name(), Newcomer.subject(newcomer), "employee");

        JsonNode created =
                Newcomer.scim().post("/scim/v2/Users", user).hasStatus(201).json();
        assertThat(created.path("id").asString()).isNotBlank();
        assertThat(created.path("userName").asString()).isEqualTo(newcomer.name());
        assertThat(created.path("meta").path("resourceType").asString()).isEqualTo("User");

        Newcomer.scim().post("/scim/v2/Users", user).hasStatus(409);
        Wait.shortly().until(() -> newcomer.http().get("/v1/me").status() == 200);
        JsonNode found = Newcomer.scim()
                .get("/scim/v2/Users?filter=userName%20eq%20%22" + newcomer.name() + "%22")
                .hasStatus(200)
                .json();
        assertThat(found.path("totalResults").asInt()).isEqualTo(1);
    }

    @Test
    void aLeaverIsFrozenInSecondsAndTheirSocketEnds() throws Exception {
        Persona leaver = Newcomer.stranger();
        String id = Newcomer.register(leaver, "employee");
        try (RawSocket socket = RawSocket.of(leaver.agreed(), "laptop")) {
            Newcomer.scim().call("PATCH", "/scim/v2/Users/" + id, """
                            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                             "Operations":[{"op":"replace","path":"active","value":false}]}""").hasStatus(200);

            assertThat(socket.next("goodbye").path("reconnect").asBoolean(true)).isFalse();
            socket.isClosedWith(4403);
        }
        Wait.shortly().untilAsserted(() -> leaver.http().get("/v1/me").isProblem(403, "person-frozen"));
    }
}
