package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.contracts.event.PresenceChanged;
import io.parley.contracts.event.Reachability;
import io.parley.contracts.event.ReceiptCounts;
import io.parley.contracts.event.ReceiptNews;
import io.parley.gateway.region.GatewayTest;
import io.parley.gateway.region.WebSocketClient;
import io.parley.testing.TestPeople;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What a session hears besides messages.
class SignalsIT extends GatewayTest {

    private Someone alice;
    private Someone bob;

    @BeforeEach
    void twoPeople() {
        alice = someone();
        bob = someone();
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
    void tellsTheOthersHowFarOneHasComeAndNotTheOneWhoSaidIt() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var phone = welcomed(alice);
                var desk = welcomed(alice);
                var b = welcomed(bob)) {
            b.send(send(conversation, Ids.next(), "one"));
            b.send(send(conversation, Ids.next(), "two"));
            phone.next(frame -> frame.path("seq").asLong() == 2);
            phone.send(mark("delivered", conversation, 2));
            phone.send(mark("read", conversation, 1));
            for (var listener : List.of(desk, b)) {
                JsonNode receipt = listener.next("receipt");
                assertThat(receipt.get("personId").asString())
                        .isEqualTo(alice.id().toString());
                assertThat(receipt.get("conversationId").asString()).isEqualTo(conversation.toString());
                assertThat(receipt.get("deliveredSeq").asLong()).isEqualTo(2);
                assertThat(receipt.get("readSeq").asLong()).isEqualTo(1);
            }
            desk.send(mark("read", conversation, 2));
            JsonNode next = phone.next("receipt");
            assertThat(next.get("readSeq").asLong())
                    .as("its own receipt did not come back before")
                    .isEqualTo(2);
        }
    }

    @Test
    void makesOneRecordOfManyMarksAndNoneOfTheFuture() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            for (int i = 0; i < 50; i++) {
                a.send(send(conversation, Ids.next(), "m" + i));
            }
            b.next(frame -> frame.path("seq").asLong() == 50);
            for (int i = 1; i <= 50; i++) {
                b.send(mark("delivered", conversation, i));
            }
            b.send(mark("read", conversation, 9_000_000));
            await().untilAsserted(() -> assertThat(messages.marks(conversation))
                    .isNotEmpty()
                    .last()
                    .satisfies(mark -> assertThat(mark.getReadSeq()).isEqualTo(50)));
            assertThat(messages.marks(conversation)).hasSizeLessThan(10);
            assertThat(messages.marks(conversation))
                    .allSatisfy(mark -> assertThat(mark.getDeliveredSeq()).isLessThanOrEqualTo(50));
        }
    }

    @Test
    void remembersTheReadMarkOfOneWhoComesBackAtOnce() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice)) {
            a.send(send(conversation, Ids.next(), "one"));
            a.next("accepted");
            a.send(mark("read", conversation, 1));
            a.send("{\"type\":\"ping\"}");
            a.next("pong");
        }
        try (var again = WebSocketClient.connect(port, alice.token())) {
            again.hello(Map.of());
            assertThat(again.next("welcome").at("/conversations/0/readSeq").asLong())
                    .isEqualTo(1);
        }
    }

    @Test
    void takesMarksAndTypingOfMembersOnly() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var stranger = welcomed(someone())) {
            for (String frame :
                    List.of(mark("read", conversation, 1), mark("delivered", conversation, 1), typing(conversation))) {
                stranger.send(frame);
                assertThat(stranger.next("error").get("code").asString())
                        .as(frame)
                        .isEqualTo("not-found");
            }
            stranger.send("{\"type\":\"read\",\"conversationId\":\"%s\"}".formatted(conversation));
            assertThat(stranger.next("error").get("code").asString()).isEqualTo("invalid-request");
        }
        assertThat(messages.marks(conversation)).isEmpty();
    }

    @Test
    void passesOnCountsOfLargeConversations() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice)) {
            messages.tell(ReceiptNews.newBuilder()
                    .setCounts(ReceiptCounts.newBuilder()
                            .setConversationId(conversation.bytes())
                            .setSeq(7)
                            .setDelivered(120)
                            .setRead(90))
                    .build());
            JsonNode counts = a.next("receipts");
            assertThat(counts.get("seq").asLong()).isEqualTo(7);
            assertThat(counts.get("delivered").asInt()).isEqualTo(120);
            assertThat(counts.get("read").asInt()).isEqualTo(90);
        }
    }

    @Test
    void tellsTheOthersThatOneTypesAndNotAgainAtOnce() {
        ConversationId conversation = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var own = welcomed(alice);
                var b = welcomed(bob)) {
            await().untilAsserted(() -> {
                a.send(typing(conversation));
                JsonNode frame = soon(b);
                assertThat(frame.path("type").asString("")).isEqualTo("typing");
                assertThat(frame.path("personId").asString())
                        .isEqualTo(alice.id().toString());
                assertThat(frame.path("conversationId").asString()).isEqualTo(conversation.toString());
            });
            for (int i = 0; i < 20; i++) {
                a.send(typing(conversation));
            }
            b.send(typing(conversation));
            a.next("typing");
            a.send(send(conversation, Ids.next(), "said"));
            JsonNode next = b.next(frame -> true);
            assertThat(next.get("type").asString()).isEqualTo("message");
            assertThat(own.next(frame -> true).get("personId").asString())
                    .as("one's own devices are not told")
                    .isEqualTo(bob.id().toString());
        }
    }

    @Test
    void saysNothingOfTypingWhereManyTakePart() {
        PersonId[] crowd =
                IntStream.range(0, 101).mapToObj(i -> PersonId.next()).toArray(PersonId[]::new);
        crowd[0] = alice.id();
        crowd[1] = bob.id();
        ConversationId many = messages.conversation(crowd);
        ConversationId few = messages.conversation(alice.id(), bob.id());
        try (var a = welcomed(alice);
                var b = welcomed(bob)) {
            await().untilAsserted(() -> {
                a.send(typing(many));
                a.send(typing(few));
                assertThat(soon(b).path("conversationId").asString("")).isEqualTo(few.toString());
            });
        }
    }

    @Test
    void showsAPersonToContactsOnlyWhoWantsThat() {
        Someone friend = someone();
        PRESENCE.lets(friend.id());
        try (var stranger = welcomed(alice);
                var contact = welcomed(friend)) {
            for (var watcher : List.of(stranger, contact)) {
                watcher.send("{\"type\":\"subscribe\",\"presence\":[\"%s\"]}".formatted(bob.id()));
                watcher.next("presence");
            }
            change(Reachability.ONLINE, true);
            assertThat(contact.next("presence").get("state").asString()).isEqualTo("online");
            assertThat(stranger.next("presence").get("state").asString())
                    .as("narrowed: from now on she sees him offline")
                    .isEqualTo("offline");
            change(Reachability.AWAY, false);
            assertThat(contact.next("presence").get("state").asString()).isEqualTo("away");
            stranger.send("{\"type\":\"ping\"}");
            assertThat(stranger.next(frame -> true).get("type").asString()).isEqualTo("pong");
        }
    }

    private void change(Reachability state, boolean narrowed) {
        TestPeople.send(
                Topics.PRESENCE_CHANGED,
                bob.id().bytes().toByteArray(),
                PresenceChanged.newBuilder()
                        .setPersonId(bob.id().bytes())
                        .setState(state)
                        .setContactsOnly(true)
                        .setNarrowed(narrowed)
                        .build()
                        .toByteArray());
    }

    @Test
    void refusesToWatchTooManyPeople() {
        String many = IntStream.range(0, 201)
                .mapToObj(i -> "\"" + Ids.next() + "\"")
                .collect(java.util.stream.Collectors.joining(","));
        try (var a = welcomed(alice)) {
            a.send("{\"type\":\"subscribe\",\"presence\":[" + many + "]}");
            JsonNode error = a.next("error");
            assertThat(error.get("code").asString()).isEqualTo("invalid-request");
            assertThat(error.get("detail").asString()).contains("200");
        }
    }

    private static JsonNode soon(WebSocketClient client) {
        JsonNode frame = client.poll(Duration.ofSeconds(3));
        return frame == null ? MissingNode.getInstance() : frame;
    }

    private static String mark(String type, ConversationId conversation, long seq) {
        return "{\"type\":\"%s\",\"conversationId\":\"%s\",\"seq\":%d}".formatted(type, conversation, seq);
    }

    private static String typing(ConversationId conversation) {
        return "{\"type\":\"typing\",\"conversationId\":\"%s\"}".formatted(conversation);
    }
}
