package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.Receipts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Receipts, typing and presence: what is said besides messages.
class SignalsTest {

    private static final int MANY = 33;

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private ConversationId conversation;

    @BeforeEach
    void open() {
        conversation = alice.opens("group", bob).conversationId();
        for (String text : List.of("one", "two", "three")) {
            alice.says(conversation, text);
        }
    }

    @Test
    void othersHearHowFarOneHasComeAndItIsKept() {
        try (RawSocket author = RawSocket.of(alice, "laptop");
                RawSocket reader = RawSocket.of(bob, "phone");
                RawSocket other = RawSocket.of(bob, "laptop")) {
            reader.say(mark("delivered", 3));
            reader.say(mark("read", 2));
            for (RawSocket listener : List.of(author, other)) {
                JsonNode receipt = listener.next("receipt", marks(3, 2));
                assertThat(receipt.path("personId").asString())
                        .isEqualTo(bob.id().toString());
                assertThat(receipt.path("conversationId").asString()).isEqualTo(conversation.toString());
            }
            reader.say(mark("read", 1));
            reader.say(mark("read", 1_000_000));
            author.next("receipt", marks(3, 3));
            assertThat(reader.untilPong())
                    .extracting(frame -> frame.path("type").asString())
                    .doesNotContain("receipt", "error");
        }
        Receipts receipts = alice.api().conversations().receipts(conversation, 3L, null, 10);
        assertThat(receipts.delivered()).isEqualTo(1);
        assertThat(receipts.read()).isEqualTo(1);
        assertThat(receipts.items()).contains(new Receipts.Marks(bob.id(), 3, 3));
    }

    @Test
    void aReadMarkOfRestIsHeardToo() {
        try (RawSocket author = RawSocket.of(alice, "laptop")) {
            bob.api().messages().read(conversation, 2);
            author.next("receipt", marks(2, 2));
        }
        bob.http()
                .put("/v1/conversations/" + conversation + "/read", "{\"seq\":4}")
                .isProblem(400, "invalid-request")
                .namesField("seq");
        Raw carol = Region.carol().agreed().http();
        carol.get("/v1/conversations/" + conversation + "/receipts").isProblem(404, "not-found");
        carol.put("/v1/conversations/" + conversation + "/read", "{\"seq\":1}").isProblem(404, "not-found");
        alice.http()
                .get("/v1/conversations/" + conversation + "/receipts?seq=9")
                .isProblem(400, "invalid-request")
                .namesField("seq");
    }

    @Test
    void strangersMayNotMarkOrType() {
        try (RawSocket stranger = RawSocket.of(Region.carol().agreed(), "laptop")) {
            for (String frame : List.of(mark("read", 1), mark("delivered", 1), typing())) {
                stranger.say(frame);
                assertThat(stranger.next("error").path("code").asString()).isEqualTo("not-found");
            }
        }
    }

    @Test
    void aLargeGroupHearsCountsAndAsksForTheDetail() throws Exception {
        Persona[] crowd = crowd();
        Conversation group = alice.opens("group", crowd);
        alice.says(group.conversationId(), "who reads this?");
        try (RawSocket author = RawSocket.of(alice, "laptop")) {
            for (int i = 0; i < 10; i++) {
                crowd[i].api().messages().read(group.conversationId(), 1);
            }
            JsonNode counts =
                    author.next("receipts", frame -> frame.path("read").asInt() == 10);
            assertThat(counts.path("conversationId").asString())
                    .isEqualTo(group.conversationId().toString());
            assertThat(counts.path("seq").asLong()).isEqualTo(1);
            assertThat(counts.path("delivered").asInt()).isEqualTo(10);
            assertThat(author.untilPong())
                    .extracting(frame -> frame.path("type").asString())
                    .doesNotContain("receipt");
        }
        Receipts first = alice.api().conversations().receipts(group.conversationId(), null, null, 20);
        Receipts rest = alice.api().conversations().receipts(group.conversationId(), null, first.nextCursor(), 20);
        assertThat(first.read()).isEqualTo(10);
        assertThat(first.items()).hasSize(20);
        assertThat(rest.items()).hasSize(MANY + 1 - 20).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.nextCursor()).isNull();
    }

    private static Persona[] crowd() throws Exception {
        List<Callable<Persona>> arriving = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            arriving.add(Newcomer::employee);
        }
        List<Persona> crowd = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Persona> arrived : executor.invokeAll(arriving)) {
                crowd.add(arrived.get());
            }
        }
        return crowd.toArray(Persona[]::new);
    }

    @Test
    void othersHearThatOneTypes() {
        try (RawSocket typist = RawSocket.of(alice, "laptop");
                RawSocket other = RawSocket.of(bob, "phone")) {
            typist.say(typing());
            JsonNode heard = other.next("typing");
            assertThat(heard.path("personId").asString()).isEqualTo(alice.id().toString());
            assertThat(heard.path("conversationId").asString()).isEqualTo(conversation.toString());
            for (int i = 0; i < 20; i++) {
                typist.say(typing());
            }
            assertThat(typist.untilPong())
                    .extracting(frame -> frame.path("type").asString())
                    .doesNotContain("typing", "error");
            alice.says(conversation, "said");
            JsonNode next = other.next(frame -> !isOfType(frame, "conversation"));
            assertThat(next.path("type").asString()).as("not told twenty times").isEqualTo("message");
        }
        try (RawSocket later = RawSocket.of(bob, "phone", Map.of(conversation.toString(), 0L))) {
            later.next("message", frame -> frame.path("seq").asLong() == 4);
            assertThat(later.untilPong())
                    .extracting(frame -> frame.path("type").asString())
                    .as("typing is not stored")
                    .doesNotContain("typing");
        }
    }

    @Test
    void onlyContactsSeeAPersonWhoWantsThat() {
        Persona shy = Newcomer.employee().agreed();
        alice.opens("group", shy);
        shy.api().people().showPresence("contacts", null);
        Persona stranger = Newcomer.employee();
        try (RawSocket contact = RawSocket.of(alice, "laptop");
                RawSocket other = RawSocket.of(stranger, "laptop")) {
            for (RawSocket watcher : List.of(contact, other)) {
                watcher.say("{\"type\":\"subscribe\",\"presence\":[\"%s\"]}".formatted(shy.id()));
                assertThat(watcher.next("presence").path("state").asString()).isEqualTo("offline");
            }
            try (RawSocket seen = RawSocket.of(shy, "phone")) {
                contact.next("presence", state("online"));
                assertThat(alice.api().people().presence(List.of(shy.id())))
                        .extracting(presence -> presence.state())
                        .containsExactly("online");
                assertThat(stranger.api().people().presence(List.of(shy.id())))
                        .extracting(presence -> presence.state(), presence -> presence.lastSeen())
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("offline", null));
                shy.api().people().showPresence("contacts", "busy");
                contact.next("presence", state("away"));
                seen.livesOn();
            }
            contact.next("presence", state("offline"));
            assertThat(other.untilPong())
                    .extracting(frame -> frame.path("type").asString())
                    .doesNotContain("presence");
        }
    }

    private static boolean isOfType(JsonNode frame, String type) {
        return frame.path("type").asString().equals(type);
    }

    private static Predicate<JsonNode> state(String state) {
        return frame -> frame.path("state").asString().equals(state);
    }

    private static Predicate<JsonNode> marks(long delivered, long read) {
        return frame -> frame.path("deliveredSeq").asLong() == delivered
                && frame.path("readSeq").asLong() == read;
    }

    private String mark(String type, long seq) {
        return "{\"type\":\"%s\",\"conversationId\":\"%s\",\"seq\":%d}".formatted(type, conversation, seq);
    }

    private String typing() {
        return "{\"type\":\"typing\",\"conversationId\":\"%s\"}".formatted(conversation);
    }
}
