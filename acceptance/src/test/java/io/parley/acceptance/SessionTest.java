package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SessionTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private ConversationId conversation;

    @BeforeEach
    void open() {
        conversation = alice.opens("group", bob).conversationId();
    }

    @Test
    void welcomesWhoSaysHello() {
        alice.says(conversation, "one");
        try (RawSocket socket = RawSocket.silent(bob)) {
            assertThat(socket.subprotocol()).isEqualTo("parley.v1.json");
            JsonNode welcome = socket.hello("laptop", Map.of());

            assertThat(welcome.path("sessionId").asString()).isNotBlank();
            assertThat(welcome.path("personId").asString()).isEqualTo(bob.id().toString());
            assertThat(welcome.path("region").asString()).isEqualTo("eu");
            assertThat(welcome.path("heartbeatSeconds").asInt()).isPositive();
            assertThat(welcome.path("pendingNotices").asInt(-1)).isZero();
            JsonNode standing = welcome.path("conversations")
                    .valueStream()
                    .filter(one -> one.path("conversationId").asString().equals(conversation.toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(standing.path("lastSeq").asLong()).isEqualTo(1);
            assertThat(standing.path("readSeq").asLong(-1)).isZero();
        }
    }

    @Test
    void takesTheTokenAsASubprotocolFromBrowsers() {
        try (RawSocket socket = RawSocket.inBrowser(alice)) {
            assertThat(socket.subprotocol()).isEqualTo("parley.v1.json");
            assertThat(socket.hello("browser", Map.of()).path("personId").asString())
                    .isEqualTo(alice.id().toString());
        }
    }

    @Test
    void doesNotOpenWithoutAGoodToken() {
        assertThatThrownBy(() -> RawSocket.withToken("nonsense"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(failure -> assertThat(((WebSocketHandshakeException) failure.getCause())
                                .getResponse()
                                .statusCode())
                        .isEqualTo(401));
    }

    @Test
    void answersFramesBeforeHelloWithAnErrorAndLives() {
        try (RawSocket socket = RawSocket.silent(alice)) {
            socket.say("{\"type\":\"ping\"}");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("hello-required");
            socket.say(Frames.send(conversation, MessageId.next(), "too early"));
            assertThat(socket.next("rejected").path("code").asString()).isEqualTo("hello-required");

            socket.hello("laptop", Map.of());
            socket.livesOn();
        }
        assertThat(bob.api().messages().all(conversation)).isEmpty();
    }

    @Test
    void answersAnUnknownFrameWithAnErrorAndLives() {
        try (RawSocket socket = RawSocket.of(alice, "laptop")) {
            socket.say("{\"type\":\"telepathy\",\"thought\":7}");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("unknown-frame");
            socket.say("{\"no\":\"type\"}");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("invalid-request");
            socket.livesOn();
        }
    }

    @Test
    void closesOnWhatIsNotJson() throws Exception {
        try (RawSocket socket = RawSocket.of(alice, "laptop")) {
            socket.say("{\"type\":");
            socket.isClosedWith(4400);
        }
    }

    @Test
    void closesWhenNobodySaysHello() throws Exception {
        try (RawSocket socket = RawSocket.silent(alice)) {
            assertThat(socket.next("goodbye").path("code").asString()).isEqualTo("hello-required");
            socket.isClosedWith(4400);
        }
    }

    @Test
    void closesWhenTheTokenEndsUnlessItWasRenewed() throws Exception {
        String token = SignInTest.shortToken("alice");
        try (RawSocket renewed = RawSocket.withToken(token);
                RawSocket forgotten = RawSocket.withToken(token)) {
            renewed.hello("renewed", Map.of());
            renewed.say("{\"type\":\"authenticate\",\"token\":\"%s\"}"
                    .formatted(alice.tokens().get()));
            forgotten.hello("forgotten", Map.of());

            assertThat(forgotten.next("goodbye").path("code").asString()).isEqualTo("token-expired");
            forgotten.isClosedWith(4401);
            assertThat(renewed.untilPong())
                    .noneMatch(frame -> frame.path("type").asString().equals("goodbye"));
        }
    }

    @Test
    void rejectsTooLargeATextAndEndsOnTooLargeAFrame() throws Exception {
        try (RawSocket socket = RawSocket.of(alice, "laptop")) {
            MessageId id = MessageId.next();
            socket.say(Frames.send(conversation, id, "字".repeat(16_385)));
            assertThat(socket.next("rejected", Frames.about(id)).path("code").asString())
                    .isEqualTo("too-large");
            socket.livesOn();

            socket.say(Frames.send(conversation, MessageId.next(), "x".repeat(600_000)));
            assertThat(socket.closeCode()).isIn(1009, 4400);
        }
        assertThat(bob.api().messages().all(conversation)).isEmpty();
    }

    @Test
    void presenceFollowsTheSockets() {
        Persona newcomer = Newcomer.employee().agreed();
        try (RawSocket watcher = RawSocket.of(alice, "laptop")) {
            watcher.say("{\"type\":\"subscribe\",\"presence\":[\"%s\"]}".formatted(newcomer.id()));
            assertThat(watcher.next("presence", Frames.of(newcomer))
                            .path("state")
                            .asString())
                    .isEqualTo("offline");
            try (RawSocket watched = RawSocket.of(newcomer, "phone")) {
                watcher.next(
                        "presence",
                        Frames.of(newcomer)
                                .and(frame -> frame.path("state").asString().equals("online")));
                assertThat(alice.api().people().presence(List.of(newcomer.id())))
                        .extracting(presence -> presence.state())
                        .containsExactly("online");
                watched.livesOn();
            }
            watcher.next(
                    "presence",
                    Frames.of(newcomer)
                            .and(frame -> frame.path("state").asString().equals("offline")));
        }
    }

    @Test
    void aReadMarkOverTheSocketIsSeenAtOnceByWhoComesBackAndSoonOnEveryGateway() {
        alice.says(conversation, "one");
        alice.says(conversation, "two");
        URI gateway = Region.anyGateway();
        try (RawSocket socket = RawSocket.of(gateway, bob, "laptop", Map.of())) {
            socket.say("{\"type\":\"read\",\"conversationId\":\"%s\",\"seq\":2}".formatted(conversation));
            assertThat(socket.untilPong().stream()
                            .map(frame -> frame.path("type").asString()))
                    .doesNotContain("error");
        }
        assertThat(readSeq(gateway)).isEqualTo(2);
        Region.GATEWAYS.forEach(any -> Wait.shortly().until(() -> readSeq(any) == 2));
    }

    private long readSeq(URI gateway) {
        try (RawSocket again = RawSocket.silent(gateway, bob)) {
            return again.hello("laptop", Map.of())
                    .path("conversations")
                    .valueStream()
                    .filter(this::isHere)
                    .mapToLong(standing -> standing.path("readSeq").asLong())
                    .sum();
        }
    }

    private boolean isHere(JsonNode frame) {
        return frame.path("conversationId").asString("").equals(conversation.toString());
    }
}
