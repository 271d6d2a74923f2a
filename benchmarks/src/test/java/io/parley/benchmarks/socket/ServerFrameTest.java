package io.parley.benchmarks.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFrameTest {

    private static final UUID MESSAGE = UUID.fromString("019aa000-1111-7222-8333-444455556666");
    private static final UUID CONVERSATION = UUID.fromString("019aa000-aaaa-7bbb-8ccc-ddddeeeeffff");

    private final ServerFrame frame = new ServerFrame();

    @Test
    void findsWhatAMessageSays() {
        read("""
                {"type":"message","conversationId":"%s","seq":1234567,"senderId":"%s","acceptedAt":"2026-01-01",\
                "messageId":"%s","content":{"type":"text","text":"x"}}""".formatted(CONVERSATION, CONVERSATION, MESSAGE));

        assertThat(frame.kind()).isEqualTo(FrameKind.MESSAGE);
        assertThat(frame.seq()).isEqualTo(1_234_567);
        assertThat(frame.messageId().is(MESSAGE)).isTrue();
        assertThat(frame.conversationId().is(CONVERSATION)).isTrue();
    }

    @Test
    void isNotFooledByFieldsInsideTheContent() {
        read("""
                {"content":{"type":"card","seq":9,"messageId":"no","list":[{"seq":8},"]}"]},"note":"a \\"seq\\":7,{[",\
                "type" : "message-changed" , "seq" : 5 }""");

        assertThat(frame.kind()).isEqualTo(FrameKind.MESSAGE_CHANGED);
        assertThat(frame.seq()).isEqualTo(5);
        assertThat(frame.messageId().low()).isZero();
    }

    @Test
    void forgetsTheFrameBefore() {
        read("{\"type\":\"accepted\",\"messageId\":\"" + MESSAGE + "\",\"seq\":3}");
        read("{\"type\":\"pong\"}");

        assertThat(frame.kind()).isEqualTo(FrameKind.OTHER);
        assertThat(frame.seq()).isZero();
        assertThat(frame.messageId().is(MESSAGE)).isFalse();
    }

    @Test
    void readsOnlyItsPartOfTheBuffer() {
        byte[] two = "{\"type\":\"welcome\"}{\"type\":\"goodbye\"}".getBytes(StandardCharsets.UTF_8);

        frame.read(two, 18, two.length);

        assertThat(frame.kind()).isEqualTo(FrameKind.GOODBYE);
        assertThat(frame.tree().path("type").asString()).isEqualTo("goodbye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"type\":\"mess", "{\"a\":{\"b\":1}", "{\"type\" \"message\"}"})
    void refusesWhatIsNoObject(String broken) {
        assertThatThrownBy(() -> read(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    private void read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        frame.read(bytes, 0, bytes.length);
    }
}
