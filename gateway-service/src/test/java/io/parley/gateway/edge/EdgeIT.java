package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.Ids;
import io.parley.gateway.region.GatewayTest;
import io.parley.testing.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeIT extends GatewayTest {

    private Someone alice;

    @BeforeEach
    void somebody() {
        alice = someone();
    }

    @Test
    void passesACallOnWithItsToken() {
        Reply reply = call("GET", "/v1/conversations", alice.token(), "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("path").asString()).isEqualTo("/v1/conversations");
        assertThat(reply.json().get("authorized").asBoolean()).isTrue();
        assertThat(call("GET", "/v1/conversations/" + Ids.next() + "/messages", alice.token(), "")
                        .status())
                .as("history is message-service's, though sending is not")
                .isEqualTo(200);
    }

    @Test
    void refusesWhoMayNotComeIn() {
        assertThat(call("GET", "/v1/conversations", "", "").code()).isEqualTo("unauthenticated");
        assertThat(call("GET", "/v1/conversations", "nonsense", "").status()).isEqualTo(401);
        assertThat(call("GET", "/v1/conversations", TestIssuer.shared().expired(alice.name()), "")
                        .code())
                .isEqualTo("token-expired");
        assertThat(call("GET", "/v1/conversations", TestIssuer.shared().foreign(alice.name()), "")
                        .status())
                .isEqualTo(401);
        assertThat(call("GET", "/v1/conversations", TestIssuer.shared().person("who-" + Ids.next()), "")
                        .code())
                .isEqualTo("person-unknown");
        assertThat(call("GET", "/scim/v2/Users", alice.token(), "").status()).isEqualTo(403);
        assertThat(call("GET", "/v1/conversations", TestIssuer.shared().service("x", "internal"), "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void answersUnknownPathsAndServicesThatAreDown() {
        Reply unknown = call("GET", "/v1/nonsense", alice.token(), "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("not-found");
        Reply down = call("GET", "/v1/audit/actions", alice.token(), "");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.code()).isEqualTo("unavailable");
        assertThat(down.header("Retry-After")).isNotEmpty();
        assertThat(call("GET", "/v1/audit/log/checkpoint", "", "").status())
                .as("the log is public, though down here")
                .isEqualTo(503);
    }

    @Test
    void speaksTheCallersLanguage() {
        Reply reply = call("GET", "/v1/nonsense", alice.token(), "", Map.of("Accept-Language", "zh-CN,zh;q=0.9"));
        assertThat(reply.json().get("title").asString()).isEqualTo("未找到");
    }

    @Test
    void describesItsSocketToEverybody() {
        Reply document = call("GET", "/v1/asyncapi.json", "", "");
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.json().get("asyncapi").asString()).startsWith("3.");
    }
}
