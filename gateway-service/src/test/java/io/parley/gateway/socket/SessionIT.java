package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.event.PersonKind;
import io.parley.gateway.region.GatewayTest;
import io.parley.gateway.region.WebSocketClient;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How sessions begin, what they bear, and how they end.
class SessionIT extends GatewayTest {

    private Someone alice;
    private Someone bob;

    @BeforeEach
    void twoPeople() {
        alice = someone();
        bob = someone();
    }

    @Test
    void letsABrowserSendItsTokenAsASubprotocol() {
        try (var browser = WebSocketClient.connect(port, Map.of(), "parley.v1.json", "bearer." + alice.token())) {
            assertThat(browser.subprotocol()).isEqualTo("parley.v1.json");
            browser.hello(Map.of());
            assertThat(browser.next("welcome").get("region").asString()).isEqualTo("eu");
        }
    }

    @Test
    void sendsAwayAPersonWhoIsFrozen() {
        try (var a = welcomed(alice)) {
            alice.freeze();
            JsonNode goodbye = a.next("goodbye");
            assertThat(goodbye.get("code").asString()).isEqualTo("person-frozen");
            assertThat(goodbye.get("reconnect").asBoolean()).isFalse();
            assertThat(a.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void sendsAwayWhoseAccountIsThePersonsNoMore() {
        String token = alice.token();
        try (var a = welcomed(alice);
                var silent =
                        WebSocketClient.connect(port, Map.of("Authorization", "Bearer " + token), "parley.v1.json")) {
            TestPeople.register(alice.id(), alice.name() + "-anew", PersonKind.EMPLOYEE, "eu", true);

            assertThat(a.next("goodbye").get("code").asString()).isEqualTo("token-expired");
            assertThat(a.closeCode()).isEqualTo(4401);
            assertThat(silent.closeCode()).isEqualTo(4401);
            assertThat(refusal(Map.of("Authorization", "Bearer " + token))).isEqualTo(403);
        }
    }

    @Test
    void refusesBeforeTheUpgradeWithTheRightStatus() {
        Someone abroad = someone();
        TestPeople.register(abroad.id(), abroad.name(), PersonKind.EMPLOYEE, "cn", true);
        await().until(() -> people.find(abroad.id()).orElseThrow().region().equals("cn"));
        assertThat(refusal(Map.of())).isEqualTo(401);
        assertThat(refusal(Map.of("Authorization", "Bearer nonsense"))).isEqualTo(401);
        assertThat(refusal(
                        Map.of("Authorization", "Bearer " + TestIssuer.shared().expired(alice.name()))))
                .isEqualTo(401);
        assertThat(refusal(
                        Map.of("Authorization", "Bearer " + TestIssuer.shared().person("nobody-" + Ids.next()))))
                .isEqualTo(403);
        assertThat(refusal(
                        Map.of("Authorization", "Bearer " + TestIssuer.shared().service("some-service", "internal"))))
                .isEqualTo(403);
        assertThat(refusal(Map.of("Authorization", "Bearer " + abroad.token()))).isEqualTo(421);
    }

    @Test
    void endsASlowConsumerInsteadOfGrowing() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        String big =
                "{\"type\":\"send\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"card\",\"x\":\""
                        + "x".repeat(60_000) + "\"}}";
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            b.stopReading();
            int sent = 0;
            long before = messages.sessionsGone(bob.id());
            while (messages.sessionsGone(bob.id()) == before && sent < 600) {
                a.send(big.formatted(Ids.next(), conversation));
                assertThat(a.next(frame -> !frame.path("type").asString().equals("message"))
                                .get("type")
                                .asString())
                        .isEqualTo("accepted");
                sent++;
            }
            assertThat(sent).isLessThan(600);
        }
    }

    @Test
    void livesOnAfterFramesItCannotUse() {
        ConversationId conversation = messages.conversation(alice.id());
        try (var a = WebSocketClient.connect(port, alice.token())) {
            a.send("{\"type\":\"ping\"}");
            assertThat(a.next("error").get("code").asString()).isEqualTo("hello-required");
            a.send("{\"type\":\"dance\"}");
            assertThat(a.next("error").get("code").asString()).isEqualTo("hello-required");
            a.send("{\"type\":\"hello\",\"cursors\":{}}");
            assertThat(a.next("error").get("code").asString()).isEqualTo("invalid-request");
            a.hello(Map.of());
            a.next("welcome");
            a.send("{\"type\":\"dance\"}");
            assertThat(a.next("error").get("code").asString()).isEqualTo("unknown-frame");
            a.send("{\"no\":\"type\"}");
            assertThat(a.next("error").get("code").asString()).isEqualTo("invalid-request");
            a.send("{\"type\":\"hello\",\"deviceId\":\"again\"}");
            assertThat(a.next("error").get("code").asString()).isEqualTo("invalid-request");
            a.send("{\"type\":\"send\",\"messageId\":\"no\",\"conversationId\":\"%s\"}".formatted(conversation));
            assertThat(a.next("error").get("code").asString()).isEqualTo("invalid-request");
            a.send(send(conversation, Ids.next(), "   "));
            assertThat(a.next("rejected").get("code").asString()).isEqualTo("invalid-request");
            a.send(send(conversation, Ids.next(), "x".repeat(16_385)));
            assertThat(a.next("rejected").get("code").asString()).isEqualTo("too-large");
            a.send(send(ConversationId.next(), Ids.next(), "not mine"));
            assertThat(a.next("rejected").get("code").asString()).isEqualTo("not-a-member");
            a.send("{\"type\":\"authenticate\",\"token\":\"%s\"}".formatted(bob.token()));
            assertThat(a.next("error").get("code").asString()).isEqualTo("forbidden");
            a.send("{\"type\":\"authenticate\",\"token\":\"%s\",\"more\":1}".formatted(alice.token()));
            a.send("{\"type\":\"ping\",\"unknown\":{\"field\":[]}}");
            assertThat(a.next(frame -> true).get("type").asString()).isEqualTo("pong");
        }
    }

    @Test
    void closesOnWhatIsNoFrame() {
        for (String broken : List.of("{", "[]", "{} {}", "{\"type\":\"ping\",\"type\":\"ping\"}", "nonsense")) {
            try (var a = welcomed(alice)) {
                a.send(broken);
                assertThat(a.next("goodbye").get("code").asString()).as(broken).isEqualTo("bad-frame");
                assertThat(a.closeCode()).isEqualTo(4400);
            }
        }
        try (var a = welcomed(alice)) {
            a.send("{\"type\":\"ping\",\"x\":\"" + "x".repeat(300_000) + "\"}");
            assertThat(a.closeCode()).isEqualTo(4400);
        }
    }

    private int refusal(Map<String, String> headers) {
        List<Integer> status = new ArrayList<>();
        assertThatThrownBy(() -> WebSocketClient.connect(port, headers, "parley.v1.json"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    status.add(refused.getResponse().statusCode());
                    assertThat(refused.getResponse().headers().firstValue("Content-Type"))
                            .hasValue("application/problem+json");
                });
        return status.getFirst();
    }
}
