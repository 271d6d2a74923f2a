package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.ParleySocket;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketTest {

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
            socket.say(send(conversation, MessageId.next(), "too early"));
            assertThat(socket.next("rejected").path("code").asString()).isEqualTo("hello-required");

            socket.hello("laptop", Map.of());
            assertThat(socket.untilPong()).isEmpty();
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
            assertThat(socket.untilPong()).isEmpty();
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
    void sendsAndAcknowledges() {
        try (RawSocket speaker = RawSocket.of(alice, "laptop");
                RawSocket hearer = RawSocket.of(bob, "phone")) {
            MessageId id = MessageId.next();
            speaker.say(send(conversation, id, "over the socket"));

            JsonNode accepted = speaker.next("accepted", about(id));
            assertThat(accepted.path("conversationId").asString()).isEqualTo(conversation.toString());
            assertThat(accepted.path("seq").asLong()).isEqualTo(1);
            assertThat(Instant.parse(accepted.path("acceptedAt").asString()))
                    .isBefore(Instant.now().plusSeconds(5));
            JsonNode message = hearer.next("message", about(id));
            assertThat(message.path("seq").asLong()).isEqualTo(1);
            assertThat(message.path("senderId").asString()).isEqualTo(alice.id().toString());
            assertThat(message.path("content").path("text").asString()).isEqualTo("over the socket");
            assertThat(message.path("acceptedAt")).isEqualTo(accepted.path("acceptedAt"));
        }
    }

    @Test
    void theSameMessageAgainIsTheSameMessage() {
        try (RawSocket socket = RawSocket.of(alice, "laptop")) {
            MessageId id = MessageId.next();
            socket.say(send(conversation, id, "once"));
            long first = socket.next("accepted", about(id)).path("seq").asLong();
            socket.say(send(conversation, id, "once"));
            assertThat(socket.next("accepted", about(id)).path("seq").asLong()).isEqualTo(first);
            socket.say(send(conversation, id, "twice"));
            assertThat(socket.next("rejected", about(id)).path("code").asString())
                    .isEqualTo("idempotency-mismatch");
        }
        assertThat(bob.api().messages().all(conversation)).hasSize(1);
    }

    @Test
    void rejectsWhatMayNotBeSaid() {
        try (RawSocket socket = RawSocket.of(Region.carol().agreed(), "laptop")) {
            MessageId id = MessageId.next();
            socket.say(send(conversation, id, "let me in"));
            assertThat(socket.next("rejected", about(id)).path("code").asString())
                    .isEqualTo("not-a-member");

            MessageId empty = MessageId.next();
            socket.say(
                    "{\"type\":\"send\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"text\"}}"
                            .formatted(empty, conversation));
            assertThat(socket.next("rejected", about(empty)).path("code").asString())
                    .isEqualTo("invalid-request");
            assertThat(socket.untilPong()).isEmpty();
        }
    }

    @Test
    void tellsOfEditsAndRecalls() {
        MessageId first = alice.says(conversation, "frist");
        MessageId second = alice.says(conversation, "a mistake");
        try (RawSocket speaker = RawSocket.of(alice, "laptop", cursors(2));
                RawSocket hearer = RawSocket.of(bob, "phone", cursors(2))) {
            speaker.say(
                    "{\"type\":\"edit\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"first\"}}"
                            .formatted(first, conversation));
            assertThat(speaker.next("accepted", about(first)).path("seq").asLong())
                    .isEqualTo(3);
            JsonNode edited = hearer.next("message-changed", about(first));
            assertThat(edited.path("seq").asLong()).isEqualTo(3);
            assertThat(edited.path("content").path("text").asString()).isEqualTo("first");

            speaker.say("{\"type\":\"recall\",\"messageId\":\"%s\",\"conversationId\":\"%s\"}"
                    .formatted(second, conversation));
            assertThat(speaker.next("accepted", about(second)).path("seq").asLong())
                    .isEqualTo(4);
            JsonNode recalled = hearer.next("message-changed", about(second));
            assertThat(recalled.path("seq").asLong()).isEqualTo(4);
            assertThat(recalled.path("recalled").asBoolean()).isTrue();
        }
    }

    @Test
    void allDevicesHearAndTheSendersOtherDeviceToo() {
        try (RawSocket laptop = RawSocket.of(alice, "laptop");
                RawSocket phone = RawSocket.of(alice, "phone");
                RawSocket bobs = RawSocket.of(bob, "laptop");
                RawSocket bobsPhone = RawSocket.of(bob, "phone")) {
            MessageId id = MessageId.next();
            laptop.say(send(conversation, id, "to all"));

            for (RawSocket device : List.of(phone, bobs, bobsPhone)) {
                assertThat(device.next("message", about(id)).path("seq").asLong())
                        .isEqualTo(1);
            }
            assertThat(laptop.next("accepted", about(id)).path("seq").asLong()).isEqualTo(1);
        }
    }

    @Test
    void resumesExactlyAfterItsCursors() {
        for (int i = 1; i <= 30; i++) {
            alice.says(conversation, "message " + i);
        }
        try (RawSocket socket = RawSocket.of(bob, "phone", cursors(12))) {
            for (long seq = 13; seq <= 30; seq++) {
                JsonNode message = socket.next("message", this::isHere);
                assertThat(message.path("seq").asLong()).isEqualTo(seq);
            }
            assertThat(socket.untilPong().stream().filter(this::isHere)).isEmpty();
        }
    }

    @Test
    void resumingMissesNothingWhileMessagesKeepComing() throws Exception {
        var heard = new CopyOnWriteArrayList<Long>();
        SocketListener listener = new SocketListener() {
            @Override
            public void onMessage(Message message) {
                if (conversation.equals(message.conversationId())) {
                    heard.add(message.seq());
                }
            }
        };
        Thread writer = Thread.startVirtualThread(() -> {
            for (int i = 0; i < 100; i++) {
                alice.says(conversation, "message " + i);
            }
        });
        Map<ConversationId, Long> cursors = Map.of(conversation, 0L);
        while (writer.isAlive()) {
            try (ParleySocket socket =
                    bob.api().connect(SocketOptions.device("phone").withCursors(cursors), listener)) {
                socket.ready().get(15, TimeUnit.SECONDS);
                writer.join(java.time.Duration.ofMillis(200));
                cursors = socket.cursors();
            }
        }
        try (ParleySocket socket =
                bob.api().connect(SocketOptions.device("phone").withCursors(cursors), listener)) {
            socket.ready().get(15, TimeUnit.SECONDS);
            Wait.shortly().until(() -> !heard.isEmpty() && heard.getLast() == 100);
        }
        assertThat(heard.stream().distinct().sorted().toList())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void keepsTheOrderOfOneSender() {
        try (ParleySocket socket = alice.api().connect(SocketOptions.device("laptop"), new SocketListener() {})) {
            var answers = LongStream.rangeClosed(1, 200)
                    .mapToObj(i -> socket.send(conversation, MessageId.next(), Content.text("message " + i)))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).orTimeout(20, TimeUnit.SECONDS).join().seq())
                        .isEqualTo(i + 1);
            }
        }
        assertThat(bob.api().messages().all(conversation))
                .extracting(Message::text)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 200)
                        .mapToObj(i -> "message " + i)
                        .toList());
    }

    @Test
    void tellsWhenSomebodyJoinsAndLeaves() {
        Persona carol = Region.carol().agreed();
        try (RawSocket bobs = RawSocket.of(bob, "laptop");
                RawSocket carols = RawSocket.of(carol, "laptop")) {
            alice.api().conversations().addMembers(conversation, List.of(carol.id()));
            bobs.next("conversation", numbered(1));
            carols.next("conversation", numbered(1));
            alice.says(conversation, "welcome");
            carols.next("message", numbered(2));

            alice.api().conversations().removeMember(conversation, carol.id());
            bobs.next("conversation", numbered(3));
            carols.next("conversation", numbered(3));
            alice.says(conversation, "carol is gone");
            bobs.next("message", numbered(4));
            assertThat(carols.untilPong()).noneMatch(numbered(4));
        }
    }

    @Test
    void aNewConversationIsHeardWithoutReconnecting() {
        try (RawSocket socket = RawSocket.of(bob, "laptop")) {
            ConversationId fresh = alice.opens("group", bob).conversationId();
            MessageId id = alice.says(fresh, "hello");
            assertThat(socket.next("message", about(id)).path("conversationId").asString())
                    .isEqualTo(fresh.toString());
        }
    }

    @Test
    void presenceFollowsTheSockets() {
        Persona newcomer = Newcomer.employee().agreed();
        try (RawSocket watcher = RawSocket.of(alice, "laptop")) {
            watcher.say("{\"type\":\"subscribe\",\"presence\":[\"%s\"]}".formatted(newcomer.id()));
            assertThat(watcher.next("presence", of(newcomer)).path("state").asString())
                    .isEqualTo("offline");
            try (RawSocket watched = RawSocket.of(newcomer, "phone")) {
                watcher.next(
                        "presence",
                        of(newcomer).and(frame -> frame.path("state").asString().equals("online")));
                assertThat(alice.api().people().presence(List.of(newcomer.id())))
                        .extracting(presence -> presence.state())
                        .containsExactly("online");
                assertThat(watched.untilPong()).isEmpty();
            }
            watcher.next(
                    "presence",
                    of(newcomer).and(frame -> frame.path("state").asString().equals("offline")));
        }
    }

    @Test
    void aReadMarkOverTheSocketIsKept() {
        alice.says(conversation, "one");
        alice.says(conversation, "two");
        try (RawSocket socket = RawSocket.of(bob, "laptop")) {
            socket.say("{\"type\":\"read\",\"conversationId\":\"%s\",\"seq\":2}".formatted(conversation));
            assertThat(socket.untilPong().stream()
                            .map(frame -> frame.path("type").asString()))
                    .doesNotContain("error");
        }
        try (RawSocket again = RawSocket.silent(bob)) {
            assertThat(again.hello("laptop", Map.of())
                            .path("conversations")
                            .valueStream()
                            .filter(this::isHere)
                            .map(standing -> standing.path("readSeq").asLong()))
                    .containsExactly(2L);
        }
    }

    private Map<String, Long> cursors(long seq) {
        return Map.of(conversation.toString(), seq);
    }

    private boolean isHere(JsonNode frame) {
        return frame.path("conversationId").asString("").equals(conversation.toString());
    }

    private Predicate<JsonNode> numbered(long seq) {
        return frame -> isHere(frame) && frame.path("seq").asLong(0) == seq;
    }

    private static Predicate<JsonNode> about(MessageId id) {
        return frame -> frame.path("messageId").asString("").equals(id.toString());
    }

    private static Predicate<JsonNode> of(Persona person) {
        return frame -> frame.path("personId").asString("").equals(person.id().toString());
    }

    private static String send(ConversationId conversation, MessageId id, String text) {
        return "{\"type\":\"send\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}"
                .formatted(id, conversation, text);
    }
}
