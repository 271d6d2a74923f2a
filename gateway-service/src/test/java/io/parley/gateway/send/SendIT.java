package io.parley.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.gateway.region.GatewayTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SendIT extends GatewayTest {

    private Someone alice;
    private ConversationId conversation;
    private String path;

    @BeforeEach
    void aConversation() {
        alice = someone();
        conversation = messages.conversation(alice.id());
        path = "/v1/conversations/" + conversation + "/messages";
    }

    @Test
    void answers201OnceAnd200ForTheSameMessageAgain() {
        UUID id = Ids.next();
        Reply first = call("POST", path, alice.token(), body(id, "hello"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().propertyNames())
                .containsExactlyInAnyOrder("messageId", "conversationId", "seq", "acceptedAt");
        Reply again = call("POST", path, alice.token(), body(id, "hello"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void refusesAnIdempotencyKeyForAnotherRequest() {
        Map<String, String> key = Map.of("Idempotency-Key", Ids.next().toString());
        UUID id = Ids.next();
        assertThat(call("POST", path, alice.token(), body(id, "one"), key).status())
                .isEqualTo(201);
        assertThat(call("POST", path, alice.token(), body(id, "one"), key).status())
                .isEqualTo(200);
        Reply other = call("POST", path, alice.token(), body(Ids.next(), "two"), key);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("idempotency-mismatch");
    }

    @Test
    void editsAndRecalls() {
        UUID id = Ids.next();
        call("POST", path, alice.token(), body(id, "before"));
        Map<String, String> key = Map.of("Idempotency-Key", Ids.next().toString());
        String edit = "{\"content\":{\"type\":\"text\",\"text\":\"after\"}}";
        Reply edited = call("PUT", path + "/" + id, alice.token(), edit, key);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().get("seq").asLong()).isEqualTo(2);
        assertThat(call("PUT", path + "/" + id, alice.token(), edit, key)
                        .json()
                        .get("seq")
                        .asLong())
                .as("the same key is the same edit")
                .isEqualTo(2);
        Reply recalled = call("DELETE", path + "/" + id, alice.token(), "");
        assertThat(recalled.status()).isEqualTo(200);
        assertThat(recalled.json().get("messageId").asString()).isEqualTo(id.toString());
        assertThat(call("DELETE", path + "/" + id, alice.token(), "").json()).isEqualTo(recalled.json());
    }

    @Test
    void answersBadInputWithTheRightProblem() {
        UUID id = Ids.next();
        refused("{", 400, "malformed-request");
        refused("[]", 400, "malformed-request");
        refused("{\"content\":{\"type\":\"text\",\"text\":\"x\"}}", 400, "invalid-request");
        refused("{\"messageId\":\"1\",\"content\":{\"type\":\"text\",\"text\":\"x\"}}", 400, "invalid-request");
        refused("{\"messageId\":\"%s\"}".formatted(id), 400, "invalid-request");
        refused("{\"messageId\":\"%s\",\"content\":\"x\"}".formatted(id), 400, "invalid-request");
        refused("{\"messageId\":\"%s\",\"content\":{\"text\":\"x\"}}".formatted(id), 400, "invalid-request");
        refused(body(id, " "), 400, "invalid-request");
        refused(body(id, "x".repeat(16_385)), 413, "too-large");
        refused(
                "{\"messageId\":\"%s\",\"content\":{\"type\":\"card\",\"x\":\"%s\"}}".formatted(id, "x".repeat(65_600)),
                413,
                "too-large");
        refused(body(id, "x".repeat(1_100_000)), 413, "too-large");
        assertThat(call("POST", path, alice.token(), body(id, "x"), Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(call("POST", "/v1/conversations/nonsense/messages", alice.token(), body(id, "x"))
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", path, someone().token(), body(id, "x")).code()).isEqualTo("not-a-member");
        assertThat(call("POST", path, alice.token(), body(id, "still fine")).status())
                .isEqualTo(201);
    }

    @Test
    void saysThatADecisionIsNotThereYet() {
        messages.decide(false);
        Reply undecided = call("POST", path, alice.token(), body(Ids.next(), "x"));
        assertThat(undecided.status()).isEqualTo(503);
        assertThat(undecided.header("Retry-After")).isNotEmpty();
    }

    private void refused(String body, int status, String code) {
        Reply reply = call("POST", path, alice.token(), body);
        assertThat(reply.status())
                .as(body.substring(0, Math.min(60, body.length())))
                .isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = reply.json();
        assertThat(problem.get("type").asString()).isEqualTo("urn:parley:problem:" + code);
        assertThat(problem.get("traceId").asString()).hasSize(32);
    }

    private static String body(UUID id, String text) {
        return "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}".formatted(id, text);
    }
}
