package io.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.gateway.region.GatewayTest;
import io.parley.gateway.region.WebSocketClient;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(
        properties = {
            "parley.gateway.limits.rest-rate=1",
            "parley.gateway.limits.rest-burst=3",
            "parley.gateway.limits.send-rate=1",
            "parley.gateway.limits.send-burst=5",
            "parley.gateway.limits.send-lease=2",
            "parley.gateway.limits.frame-rate=1",
            "parley.gateway.limits.frame-burst=30"
        })
class LimitIT extends GatewayTest {

    @Test
    void slowsARestCallerDown() {
        Someone alice = someone();
        var statuses = IntStream.range(0, 5)
                .mapToObj(i -> call("GET", "/v1/conversations", alice.token(), ""))
                .toList();
        assertThat(statuses.stream().map(Reply::status))
                .startsWith(200, 200, 200)
                .contains(429);
        assertThat(statuses.getLast().code()).isEqualTo("too-many-requests");
        assertThat(statuses.getLast().header("Retry-After")).isNotEmpty();
    }

    @Test
    void rejectsMessagesThatComeTooFastAndEndsASessionThatIsGrosslyTooFast() {
        Someone alice = someone();
        ConversationId conversation = messages.conversation(alice.id());
        try (var socket = WebSocketClient.welcomed(port, alice.token(), Map.of())) {
            for (int i = 0; i < 9; i++) {
                socket.send(send(conversation, Ids.next(), "m" + i));
            }
            JsonNode rejected = socket.next("rejected");
            assertThat(rejected.get("code").asString()).isEqualTo("too-many-requests");
            assertThat(rejected.get("retryAfterMs").asLong()).isPositive();
            for (int i = 0; i < 40 && !socket.isClosed(); i++) {
                socket.send("{\"type\":\"ping\"}");
            }
            assertThat(socket.next("goodbye").get("code").asString()).isEqualTo("too-many-requests");
            assertThat(socket.closeCode()).isEqualTo(4429);
        }
    }
}
