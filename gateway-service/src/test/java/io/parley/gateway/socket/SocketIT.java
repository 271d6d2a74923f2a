package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.PresenceChanged;
import io.parley.contracts.event.Reachability;
import io.parley.gateway.region.GatewayTest;
import io.parley.gateway.region.WebSocketClient;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketIT extends GatewayTest {

    private Someone alice;
    private Someone bob;

    @org.junit.jupiter.api.BeforeEach
    void twoPeople() {
        alice = someone();
        bob = someone();
    }

    @Test
    void welcomesAndCarriesAMessageToTheOtherMember() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var from = WebSocketClient.connect(port, alice.token());
                var to = welcomed(bob)) {
            from.hello(Map.of());
            JsonNode welcome = from.next("welcome");
            assertThat(welcome.get("personId").asString()).isEqualTo(alice.id().toString());
            assertThat(welcome.get("pendingNotices").asInt()).isEqualTo(2);
            assertThat(welcome.get("conversations").get(0).get("conversationId").asString())
                    .isEqualTo(conversation.toString());
            UUID id = Ids.next();
            from.send(send(conversation, id, "你好 \\\"hello\\\""));
            JsonNode accepted = from.next("accepted");
            assertThat(accepted.get("seq").asLong()).isEqualTo(1);
            assertThat(accepted.get("messageId").asString()).isEqualTo(id.toString());
            JsonNode message = to.next("message");
            assertThat(message.get("content").get("text").asString()).isEqualTo("你好 \"hello\"");
            assertThat(message.get("seq").asLong()).isEqualTo(1);
            assertThat(message.get("senderId").asString()).isEqualTo(alice.id().toString());
        }
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
    void keepsOrderWhileBothSidesWriteAtOnce() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        Someone carol = someone();
        messages.add(conversation, alice.id(), carol.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob);
                var c = welcomed(carol)) {
            for (int i = 0; i < 100; i++) {
                a.send(send(conversation, Ids.next(), "a" + i));
                b.send(send(conversation, Ids.next(), "b" + i));
            }
            List<JsonNode> seen =
                    IntStream.range(0, 200).mapToObj(i -> c.next("message")).toList();
            assertThat(seen.stream().map(frame -> frame.get("seq").asLong()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 201).boxed().toList());
            assertThat(texts(seen, "a")).containsExactlyElementsOf(numbered("a", 100));
            assertThat(texts(seen, "b")).containsExactlyElementsOf(numbered("b", 100));
            List<JsonNode> answers =
                    IntStream.range(0, 100).mapToObj(i -> a.next("accepted")).toList();
            assertThat(answers.stream().map(frame -> frame.get("seq").asLong())).isSorted();
        }
    }

    @Test
    void resumesBehindTheClientsCursor() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice)) {
            for (int i = 1; i <= 450; i++) {
                a.send(send(conversation, Ids.next(), "m" + i));
                a.next("accepted");
            }
            try (var b = WebSocketClient.welcomed(port, bob.token(), Map.of(conversation, 3L))) {
                List<Long> seqs = IntStream.range(0, 447)
                        .mapToObj(i -> b.next("message").get("seq").asLong())
                        .toList();
                assertThat(seqs)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(4, 450).boxed().toList());
                a.send(send(conversation, Ids.next(), "live"));
                assertThat(b.next("message").get("seq").asLong()).isEqualTo(451);
            }
            try (var fresh = welcomed(bob)) {
                a.send(send(conversation, Ids.next(), "only this"));
                assertThat(fresh.next("message").get("content").get("text").asString())
                        .isEqualTo("only this");
            }
        }
    }

    @Test
    void fillsAGapFromHistory() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            a.send(send(conversation, Ids.next(), "one"));
            assertThat(b.next("message").get("seq").asLong()).isEqualTo(1);
            messages.publish(false);
            a.send(send(conversation, Ids.next(), "two"));
            await().until(() -> messages.size(conversation) == 2);
            messages.publish(true);
            a.send(send(conversation, Ids.next(), "three"));
            assertThat(b.next("message").get("content").get("text").asString()).isEqualTo("two");
            assertThat(b.next("message").get("content").get("text").asString()).isEqualTo("three");
        }
    }

    @Test
    void tellsTheOtherDeviceOfTheSenderToo() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var phone = welcomed(alice);
                var desk = welcomed(alice)) {
            phone.send(send(conversation, Ids.next(), "from the phone"));
            assertThat(phone.next("accepted").get("seq").asLong()).isEqualTo(1);
            assertThat(desk.next("message").get("senderId").asString())
                    .isEqualTo(alice.id().toString());
            desk.send(send(conversation, Ids.next(), "from the desk"));
            JsonNode next = phone.next(frame -> true);
            assertThat(next.get("type").asString()).isEqualTo("message");
            assertThat(next.get("seq").asLong()).isEqualTo(2);
        }
    }

    @Test
    void answersARepeatWithTheFirstNumberAndShowsItOnce() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            UUID id = Ids.next();
            a.send(send(conversation, id, "once"));
            assertThat(a.next("accepted").get("seq").asLong()).isEqualTo(1);
            a.send(send(conversation, id, "once"));
            assertThat(a.next("accepted").get("seq").asLong()).isEqualTo(1);
            a.send(send(conversation, Ids.next(), "next"));
            assertThat(b.next("message").get("seq").asLong()).isEqualTo(1);
            assertThat(b.next("message").get("content").get("text").asString()).isEqualTo("next");
        }
    }

    @Test
    void showsEditsAndRecallsAsChanges() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            UUID id = Ids.next();
            a.send(send(conversation, id, "before"));
            a.next("accepted");
            a.send("""
                    {"type":"edit","messageId":"%s","conversationId":"%s","content":{"type":"text","text":"after"}}""".formatted(id, conversation));
            assertThat(a.next("accepted").get("messageId").asString()).isEqualTo(id.toString());
            JsonNode edited = b.next("message-changed");
            assertThat(edited.get("change").asString()).isEqualTo("edited");
            assertThat(edited.get("content").get("text").asString()).isEqualTo("after");
            a.send("{\"type\":\"recall\",\"messageId\":\"%s\",\"conversationId\":\"%s\"}".formatted(id, conversation));
            assertThat(a.next("accepted").get("seq").asLong()).isEqualTo(3);
            JsonNode recalled = b.next("message-changed");
            assertThat(recalled.get("recalled").asBoolean()).isTrue();
            assertThat(recalled.has("content")).isFalse();
        }
    }

    @Test
    void showsALateComerThatAMessageWasRecalled() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice)) {
            UUID id = Ids.next();
            a.send(send(conversation, id, "regretted"));
            a.next("accepted");
            a.send("{\"type\":\"recall\",\"messageId\":\"%s\",\"conversationId\":\"%s\"}".formatted(id, conversation));
            a.next("accepted");
            try (var b = WebSocketClient.welcomed(port, bob.token(), Map.of(conversation, 0L))) {
                JsonNode message = b.next("message");
                assertThat(message.get("recalled").asBoolean()).isTrue();
                assertThat(message.has("content")).isFalse();
                assertThat(b.next("message-changed").get("seq").asLong()).isEqualTo(2);
            }
        }
    }

    @Test
    void followsMembershipWhileConnected() {
        ConversationId conversation = ConversationId.next();
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            messages.open(conversation, alice.id());
            assertThat(a.next("conversation").get("change").asString()).isEqualTo("opened");
            a.send(send(conversation, Ids.next(), "alone"));
            a.next("accepted");
            messages.add(conversation, alice.id(), bob.id());
            assertThat(a.next("conversation").get("seq").asLong()).isEqualTo(2);
            assertThat(b.next("conversation").get("change").asString()).isEqualTo("members-added");
            a.send(send(conversation, Ids.next(), "together"));
            assertThat(b.next("message").get("seq").asLong()).isEqualTo(3);
            messages.remove(conversation, alice.id(), bob.id());
            assertThat(b.next("conversation").get("change").asString()).isEqualTo("member-removed");
            messages.tellAgain(conversation, 2);
            a.send(send(conversation, Ids.next(), "alone again"));
            a.next("accepted");
            assertThat(b.poll(Duration.ofSeconds(1)))
                    .as("a removed member hears nothing more")
                    .isNull();
        }
    }

    @Test
    void passesOnArchiveStatesAndPresence() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice)) {
            TestPeople.send(
                    Topics.CONVERSATION_ARCHIVE_STATE,
                    conversation.bytes().toByteArray(),
                    ConversationArchiveState.newBuilder()
                            .setConversationId(conversation.bytes())
                            .setState(ArchiveState.NOT_ARCHIVED)
                            .setWhy("consent-withdrawn")
                            .build()
                            .toByteArray());
            JsonNode archive = a.next("conversation").get("archive");
            assertThat(archive.get("state").asString()).isEqualTo("not-archived");
            assertThat(archive.get("why").asString()).isEqualTo("consent-withdrawn");
            a.send("{\"type\":\"subscribe\",\"presence\":[\"%s\"]}".formatted(bob.id()));
            assertThat(a.next("presence").get("state").asString()).isEqualTo("unknown");
            TestPeople.send(
                    Topics.PRESENCE_CHANGED,
                    bob.id().bytes().toByteArray(),
                    PresenceChanged.newBuilder()
                            .setPersonId(bob.id().bytes())
                            .setState(Reachability.AWAY)
                            .build()
                            .toByteArray());
            assertThat(a.next("presence").get("state").asString()).isEqualTo("away");
        }
    }

    @Test
    void movesTheReadMarkInThePersonsName() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice)) {
            a.send("{\"type\":\"read\",\"conversationId\":\"%s\",\"seq\":7}".formatted(conversation));
            await().untilAsserted(() -> assertThat(messages.readMarks())
                    .anyMatch(mark -> mark.contains(conversation.toString()) && mark.endsWith("{\"seq\":7}")));
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

    private static List<String> texts(List<JsonNode> frames, String prefix) {
        return frames.stream()
                .map(frame -> frame.get("content").get("text").asString())
                .filter(text -> text.startsWith(prefix))
                .toList();
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
