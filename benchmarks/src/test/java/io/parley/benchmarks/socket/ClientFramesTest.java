package io.parley.benchmarks.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Netty's own decoder, as strict as a server has it, reads what is written here.
class ClientFramesTest {

    private static final UUID CONVERSATION = UUID.fromString("019aa000-aaaa-7bbb-8ccc-ddddeeeeffff");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 100_000})
    void framesTextOfAnyLength(int length) {
        String text = "x".repeat(length);

        assertThat(decoded(ClientFrames.text(text))).isEqualTo(text);
    }

    @Test
    void sendsOnlyWithTheMessageIdChanged() {
        var template = new SendTemplate(CONVERSATION, "你好 \"Bob\"");
        UUID id = UUID.fromString("019aa000-1111-7222-8333-444455556666");

        JsonNode json = JsonMapper.shared()
                .readTree(decoded(template.with(7, id.getMostSignificantBits(), id.getLeastSignificantBits())));

        assertThat(json.path("type").asString()).isEqualTo("send");
        assertThat(json.path("messageId").asString()).isEqualTo(id.toString());
        assertThat(json.path("conversationId").asString()).isEqualTo(CONVERSATION.toString());
        assertThat(json.path("content").path("text").asString()).isEqualTo("你好 \"Bob\"");
    }

    @Test
    void saysItsTextsInTurnEachWithTheMessagesNumber() {
        var template = new SendTemplate(CONVERSATION, List.of("order PO0000", "no number"), "0000");

        assertThat(said(template, 2)).isEqualTo("order PO0002");
        assertThat(said(template, 3)).isEqualTo("no number");
        assertThat(said(template, 98_764)).isEqualTo("order PO8764");
    }

    private static String said(SendTemplate template, long number) {
        return JsonMapper.shared()
                .readTree(decoded(template.with(number, 0, 0)))
                .path("content")
                .path("text")
                .asString();
    }

    @Test
    void saysHelloWithItsCursors() {
        JsonNode json = JsonMapper.shared().readTree(decoded(ClientFrames.hello("bench", Map.of(CONVERSATION, 17L))));

        assertThat(json.path("deviceId").asString()).isEqualTo("bench");
        assertThat(json.path("cursors").path(CONVERSATION.toString()).asLong()).isEqualTo(17);
    }

    private static String decoded(byte[] frame) {
        var channel = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 20));
        channel.writeInbound(Unpooled.wrappedBuffer(frame));
        TextWebSocketFrame text = channel.readInbound();
        try {
            return text.text();
        } finally {
            text.release();
        }
    }
}
