package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.gateway.region.GatewayTest;
import io.parley.gateway.region.WebSocketClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketIT extends GatewayTest {

    @Test
    void welcomesAndCarriesAMessageToTheOtherMember() {
        Someone alice = someone();
        Someone bob = someone();
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
}
