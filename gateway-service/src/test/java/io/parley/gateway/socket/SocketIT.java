package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.gateway.region.GatewayTest;
import io.parley.gateway.region.WebSocketClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketIT extends GatewayTest {

    private Someone alice;
    private Someone bob;

    @BeforeEach
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
    void tellsDevicesWhatRetentionDestroyed() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            for (int i = 1; i <= 3; i++) {
                a.send(send(conversation, Ids.next(), "m" + i));
                a.next("accepted");
            }
            messages.purge(conversation, 2);
            for (var device : List.of(a, b)) {
                JsonNode told = device.next("purged");
                assertThat(told.get("conversationId").asString()).isEqualTo(conversation.toString());
                assertThat(told.get("after").asLong()).isZero();
                assertThat(told.get("number").asLong()).isEqualTo(1);
                assertThat(told.get("runs").toString()).isEqualTo("[{\"firstSeq\":2,\"lastSeq\":2}]");
            }
        }
        try (var late = WebSocketClient.connect(port, bob.token())) {
            late.hello(Map.of(conversation, 1L));
            assertThat(late.next("welcome").at("/conversations/0/purges").asLong())
                    .isEqualTo(1);
            JsonNode gone = late.next("message");
            assertThat(gone.get("seq").asLong()).isEqualTo(2);
            assertThat(gone.get("content").toString()).isEqualTo("{\"type\":\"purged\"}");
            assertThat(gone.has("senderId")).isFalse();
            assertThat(late.next("message").get("content").get("text").asString())
                    .isEqualTo("m3");
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
