package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.benchmarks.socket.Loop;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.Wire;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private static final UUID CONVERSATION = UUID.fromString("019aa000-aaaa-7bbb-8ccc-ddddeeeeffff");
    private static final UUID OTHER = UUID.fromString("019aa000-bbbb-7bbb-8ccc-ddddeeeeffff");
    private static final long NOW = 77;

    private final Follower follower = new Follower(CONVERSATION, 10);

    @Test
    void isCaughtUpOnceItHasItsWelcomeAndEverythingItMissed() throws InterruptedException {
        follower.forget(2);
        hear("{\"type\":\"welcome\"}");
        hear(message(CONVERSATION, 9));
        assertThat(follower.isCaughtUp()).isFalse();

        hear(message(CONVERSATION, 10));

        assertThat(follower.isCaughtUp()).isTrue();
        assertThat(follower.caughtUpAt()).isEqualTo(NOW);
        assertThat(follower.isDisordered()).isFalse();
    }

    @Test
    void noticesAGap() throws InterruptedException {
        follower.forget(2);
        hear(message(OTHER, 400));
        assertThat(follower.isDisordered()).isFalse();

        hear(message(CONVERSATION, 10));

        assertThat(follower.isDisordered()).isTrue();
    }

    private static String message(UUID conversation, long seq) {
        return "{\"type\":\"message\",\"conversationId\":\"" + conversation + "\",\"seq\":" + seq + "}";
    }

    private void hear(String json) throws InterruptedException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var frame = new ServerFrame();
        frame.read(bytes, 0, bytes.length);
        try (Loop loop = new Loop(URI.create("http://localhost:1"))) {
            Wire wire = loop.call(() -> loop.connect("token", new byte[0], new Follower(OTHER, 0)));
            follower.frame(wire, frame, NOW);
        }
    }
}
