package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.ParleySocket;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
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
    void sendsAndAcknowledges() {
        try (RawSocket speaker = RawSocket.of(alice, "laptop");
                RawSocket hearer = RawSocket.of(bob, "phone")) {
            MessageId id = MessageId.next();
            speaker.say(Frames.send(conversation, id, "over the socket"));

            JsonNode accepted = speaker.next("accepted", Frames.about(id));
            assertThat(accepted.path("conversationId").asString()).isEqualTo(conversation.toString());
            assertThat(accepted.path("seq").asLong()).isEqualTo(1);
            assertThat(Instant.parse(accepted.path("acceptedAt").asString()))
                    .isBefore(Instant.now().plusSeconds(5));
            JsonNode message = hearer.next("message", Frames.about(id));
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
            socket.say(Frames.send(conversation, id, "once"));
            long first = socket.next("accepted", Frames.about(id)).path("seq").asLong();
            socket.say(Frames.send(conversation, id, "once"));
            assertThat(socket.next("accepted", Frames.about(id)).path("seq").asLong())
                    .isEqualTo(first);
            socket.say(Frames.send(conversation, id, "twice"));
            assertThat(socket.next("rejected", Frames.about(id)).path("code").asString())
                    .isEqualTo("idempotency-mismatch");
        }
        assertThat(bob.api().messages().all(conversation)).hasSize(1);
    }

    @Test
    void rejectsWhatMayNotBeSaid() {
        try (RawSocket socket = RawSocket.of(Region.carol().agreed(), "laptop")) {
            MessageId id = MessageId.next();
            socket.say(Frames.send(conversation, id, "let me in"));
            assertThat(socket.next("rejected", Frames.about(id)).path("code").asString())
                    .isEqualTo("not-a-member");

            MessageId empty = MessageId.next();
            socket.say(
                    "{\"type\":\"send\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"text\"}}"
                            .formatted(empty, conversation));
            assertThat(socket.next("rejected", Frames.about(empty)).path("code").asString())
                    .isEqualTo("invalid-request");
            socket.livesOn();
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
            assertThat(speaker.next("accepted", Frames.about(first)).path("seq").asLong())
                    .isEqualTo(3);
            JsonNode edited = hearer.next("message-changed", Frames.about(first));
            assertThat(edited.path("seq").asLong()).isEqualTo(3);
            assertThat(edited.path("content").path("text").asString()).isEqualTo("first");

            speaker.say("{\"type\":\"recall\",\"messageId\":\"%s\",\"conversationId\":\"%s\"}"
                    .formatted(second, conversation));
            assertThat(speaker.next("accepted", Frames.about(second))
                            .path("seq")
                            .asLong())
                    .isEqualTo(4);
            JsonNode recalled = hearer.next("message-changed", Frames.about(second));
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
            laptop.say(Frames.send(conversation, id, "to all"));

            for (RawSocket device : List.of(phone, bobs, bobsPhone)) {
                assertThat(device.next("message", Frames.about(id)).path("seq").asLong())
                        .isEqualTo(1);
            }
            assertThat(laptop.next("accepted", Frames.about(id)).path("seq").asLong())
                    .isEqualTo(1);
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
            assertThat(socket.untilPong()).noneMatch(frame -> isHere(frame) && frame.has("seq"));
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
            assertThat(socket.next("message", Frames.about(id))
                            .path("conversationId")
                            .asString())
                    .isEqualTo(fresh.toString());
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
}
