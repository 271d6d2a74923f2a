package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The answers to what is wrong, and that nothing is half done.
class BadInputTest {

    private final Raw alice = Region.alice().agreed().http();
    private ConversationId conversation;

    @BeforeEach
    void open() {
        conversation = Region.alice().opens("group", Region.bob()).conversationId();
    }

    @Test
    void malformedJsonIsMalformed() {
        for (String body : new String[] {"{", "", "[]", "\"text\"", "{\"kind\":\"group\",}", "nonsense"}) {
            alice.post("/v1/conversations", body).isProblem(400, "malformed-request");
            alice.post(messages(), body).isProblem(400, "malformed-request");
        }
    }

    @Test
    void wrongTypesAreNamedByTheirField() {
        for (String body : new String[] {
            "{\"messageId\":7,\"content\":{\"type\":\"text\",\"text\":\"x\"}}",
            "{\"messageId\":\"not-an-id\",\"content\":{\"type\":\"text\",\"text\":\"x\"}}"
        }) {
            alice.post(messages(), body).hasStatus(400).namesField("messageId");
        }
        alice.post(messages(), "{\"messageId\":\"%s\",\"content\":\"text\"}".formatted(MessageId.next()))
                .hasStatus(400)
                .namesField("content");
    }

    @Test
    void missingFieldsAreNamed() {
        alice.post(messages(), "{\"content\":{\"type\":\"text\",\"text\":\"x\"}}")
                .isProblem(400, "invalid-request")
                .namesField("messageId");
        alice.post(messages(), "{\"messageId\":\"%s\"}".formatted(MessageId.next()))
                .isProblem(400, "invalid-request")
                .namesField("content");
        alice.post("/v1/conversations", "{\"memberIds\":[]}")
                .isProblem(400, "invalid-request")
                .namesField("kind");
    }

    @Test
    void unknownFieldsAreIgnored() {
        alice.post(
                        messages(),
                        "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"x\"},\"later\":[1,{\"a\":2}]}"
                                .formatted(MessageId.next()))
                .hasStatus(201);
    }

    @Test
    void badIdsInPathsAreNotFoundOrInvalid() {
        for (String path : new String[] {
            "/v1/conversations/not-an-id", "/v1/conversations/not-an-id/messages", "/v1/conversations/1%27%20OR%201=1"
        }) {
            assertThat(alice.get(path).status()).isIn(400, 404);
            assertThat(alice.get(path).header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void badPagingIsInvalid() {
        for (String query : new String[] {"?limit=0", "?limit=1001", "?limit=x", "?after=-1", "?after=x"}) {
            alice.get(messages() + query).hasStatus(400);
        }
        alice.get("/v1/conversations?limit=100000").hasStatus(400);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        alice.get("/v1/no-such-thing").isProblem(404, "not-found");
        alice.get("/v1/conversations/" + ConversationId.next()).isProblem(404, "not-found");
    }

    @Test
    void anotherMethodIsNotAllowed() {
        alice.call("PUT", "/v1/conversations/" + conversation, "{}").isProblem(405, "method-not-allowed");
    }

    @Test
    void anotherMediaTypeIsNotSupported() {
        alice.with("Content-Type", "text/plain")
                .post("/v1/conversations", "kind=group")
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void tooLargeATextIsTooLarge() {
        String text = "字".repeat(16_385);
        alice.post(messages(), send(MessageId.next(), text)).isProblem(413, "too-large");
        alice.post(messages(), send(MessageId.next(), text.substring(1))).hasStatus(201);
    }

    @Test
    void tooLargeAnUnknownTypeIsTooLarge() {
        String body = "{\"messageId\":\"%s\",\"content\":{\"type\":\"com.example.blob\",\"data\":\"%s\"}}"
                .formatted(MessageId.next(), "x".repeat(70_000));
        alice.post(messages(), body).isProblem(413, "too-large");
    }

    @Test
    void tooLargeABodyIsTooLarge() {
        String body = "{\"kind\":\"group\",\"memberIds\":[],\"title\":\"%s\"}".formatted("x".repeat(3_000_000));
        assertThat(alice.post("/v1/conversations", body).status()).isEqualTo(413);
        assertThat(alice.post(messages(), body).status()).isEqualTo(413);
    }

    @Test
    void titlesFollowTheLanguage() {
        var english = alice.get("/v1/no-such-thing").json();
        var chinese = alice.with("Accept-Language", "zh-CN,zh;q=0.9")
                .get("/v1/no-such-thing")
                .json();

        assertThat(english.path("title").asString()).isEqualTo("Not found");
        assertThat(chinese.path("title").asString()).isEqualTo("未找到");
        assertThat(chinese.path("code").asString()).isEqualTo("not-found");
    }

    @Test
    void theTraceOfTheCallerIsKept() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        var problem = alice.with("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .get("/v1/conversations/" + ConversationId.next())
                .isProblem(404, "not-found");

        assertThat(problem.json().path("traceId").asString()).isEqualTo(trace);
    }

    @Test
    void nothingIsHalfDone() {
        alice.post(messages(), "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\"}}".formatted(MessageId.next()))
                .hasStatus(400);
        alice.post(
                        messages(),
                        "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\" \"}}"
                                .formatted(MessageId.next()))
                .hasStatus(400);

        assertThat(Region.alice().api().messages().all(conversation)).isEmpty();
    }

    private String messages() {
        return "/v1/conversations/" + conversation + "/messages";
    }

    private static String send(MessageId id, String text) {
        return "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}".formatted(id, text);
    }
}
