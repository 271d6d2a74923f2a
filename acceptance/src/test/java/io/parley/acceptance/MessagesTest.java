package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessagesTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private ConversationId conversation;

    @BeforeEach
    void open() {
        conversation = alice.opens("group", bob).conversationId();
    }

    @Test
    void aMessageIsAcceptedWithANumberAndATime() {
        MessageId id = MessageId.next();
        JsonNode accepted =
                alice.http().post(path(), send(id, "hello")).hasStatus(201).json();

        assertThat(accepted.path("messageId").asString()).isEqualTo(id.toString());
        assertThat(accepted.path("conversationId").asString()).isEqualTo(conversation.toString());
        assertThat(accepted.path("seq").asLong()).isEqualTo(1);
        assertThat(accepted.path("acceptedAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void theSameMessageAgainIsTheSameMessage() {
        MessageId id = MessageId.next();
        JsonNode first =
                alice.http().post(path(), send(id, "once")).hasStatus(201).json();
        JsonNode again =
                alice.http().post(path(), send(id, "once")).hasStatus(200).json();

        assertThat(again).isEqualTo(first);
        assertThat(bob.api().messages().all(conversation)).hasSize(1);
    }

    @Test
    void theSameIdWithOtherWordsIsAConflict() {
        MessageId id = MessageId.next();
        alice.http().post(path(), send(id, "these words")).hasStatus(201);

        alice.http().post(path(), send(id, "other words")).isProblem(409, "idempotency-mismatch");
        assertThat(bob.api().messages().all(conversation))
                .extracting(Message::text)
                .containsExactly("these words");
    }

    @Test
    void onlyMembersSpeak() {
        Region.carol().http().post(path(), send("let me in")).isProblem(403, "not-a-member");
        Region.carol()
                .http()
                .post("/v1/conversations/" + ConversationId.next() + "/messages", send("anybody?"))
                .isProblem(403, "not-a-member");
    }

    @Test
    void typesThatParleyDoesNotKnowSurvive() {
        String content = "{\"type\":\"com.example.card\",\"rows\":[1,2.50,{\"key\":null}],\"名\":\"值\"}";
        alice.http()
                .post(path(), "{\"messageId\":\"%s\",\"content\":%s}".formatted(MessageId.next(), content))
                .hasStatus(201);

        JsonNode item = bob.http().get(path()).json().path("items").get(0);
        assertThat(item.path("content")).isEqualTo(JsonMapper.shared().readTree(content));
    }

    @Test
    void theHistoryPagesBothWays() {
        for (int i = 1; i <= 7; i++) {
            alice.says(conversation, "message " + i);
        }
        JsonNode first = bob.http().get(path() + "?limit=3").hasStatus(200).json();
        assertThat(numbers(first)).containsExactly(1L, 2L, 3L);
        JsonNode next = bob.http()
                .get(path() + "?limit=3&after=" + first.path("nextCursor").asString())
                .json();
        assertThat(numbers(next)).containsExactly(4L, 5L, 6L);
        JsonNode last = bob.http().get(path() + "?after=6&limit=3").json();
        assertThat(numbers(last)).containsExactly(7L);
        assertThat(last.path("nextCursor").isNull()).isTrue();
        assertThat(numbers(bob.http().get(path() + "?before=5&limit=2").json())).containsExactlyInAnyOrder(3L, 4L);

        JsonNode item = first.path("items").get(0);
        assertThat(item.path("senderId").asString()).isEqualTo(alice.id().toString());
        assertThat(item.path("messageId").asString()).isNotBlank();
        assertThat(item.path("content").path("text").asString()).isEqualTo("message 1");
        assertThat(item.path("acceptedAt").asString()).endsWith("Z");
    }

    @Test
    void anEditAndARecallAreEventsOfTheirOwn() {
        MessageId first = alice.says(conversation, "frist");
        MessageId second = alice.says(conversation, "a mistake");

        alice.http()
                .put(path() + "/" + first, "{\"content\":{\"type\":\"text\",\"text\":\"first\"}}")
                .hasStatus(200);
        assertThat(alice.http().delete(path() + "/" + second).status()).isBetween(200, 204);

        List<Message> history = bob.api().messages().all(conversation);
        assertThat(history)
                .extracting(Message::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 4).boxed().toList());
        assertThat(history.stream()
                        .filter(message -> first.equals(message.editOf()))
                        .map(Message::text))
                .containsExactly("first");
        assertThat(history).anyMatch(Message::recalled);
        assertThat(history.stream().filter(message -> message.recalled()).map(Message::text))
                .allMatch(String::isEmpty);
    }

    @Test
    void onlyTheAuthorEditsAndRecalls() {
        MessageId id = alice.says(conversation, "mine");

        bob.http()
                .put(path() + "/" + id, "{\"content\":{\"type\":\"text\",\"text\":\"ours\"}}")
                .isProblem(403, "not-the-author");
        bob.http().delete(path() + "/" + id).isProblem(403, "not-the-author");
        alice.http().delete(path() + "/" + MessageId.next()).isProblem(404, "not-found");
        assertThat(bob.api().messages().all(conversation)).hasSize(1);
    }

    @Test
    void aReplyNamesWhatItAnswers() {
        MessageId question = alice.says(conversation, "where?");
        MessageId reply = MessageId.next();
        bob.api().messages().send(conversation, reply, io.parley.client.Content.text("here"), question);

        assertThat(alice.api().messages().all(conversation).getLast().replyTo()).isEqualTo(question);
    }

    @Test
    void aReadMarkNeverMovesBack() {
        for (int i = 0; i < 3; i++) {
            alice.says(conversation, "message");
        }
        assertThat(read(3)).isBetween(200, 204);
        assertThat(read(1)).isBetween(200, 204);

        try (RawSocket socket = RawSocket.silent(bob)) {
            JsonNode standing = socket.hello("reader", java.util.Map.of())
                    .path("conversations")
                    .valueStream()
                    .filter(one -> one.path("conversationId").asString().equals(conversation.toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(standing.path("readSeq").asLong()).isEqualTo(3);
            assertThat(standing.path("lastSeq").asLong()).isEqualTo(3);
        }
        Region.carol()
                .http()
                .put("/v1/conversations/" + conversation + "/read", "{\"seq\":1}")
                .isProblem(404, "not-found");
    }

    private int read(long seq) {
        return bob.http()
                .put("/v1/conversations/" + conversation + "/read", "{\"seq\":" + seq + "}")
                .status();
    }

    private String path() {
        return "/v1/conversations/" + conversation + "/messages";
    }

    static String send(String text) {
        return send(MessageId.next(), text);
    }

    private static String send(MessageId id, String text) {
        return "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}".formatted(id, text);
    }

    private static List<Long> numbers(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }
}
