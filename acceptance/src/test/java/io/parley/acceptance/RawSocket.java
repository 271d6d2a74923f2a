package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A WebSocket without the SDK, to say what the SDK would not.
final class RawSocket implements WebSocket.Listener, AutoCloseable {

    static final URI ADDRESS =
            URI.create(Region.GATEWAY.resolve("/v1/socket").toString().replaceFirst("^http", "ws"));
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PATIENCE_SECONDS = 15;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private RawSocket(String token, boolean inSubprotocol) {
        var builder = Region.HTTP.newWebSocketBuilder();
        if (inSubprotocol) {
            builder.subprotocols("parley.v1.json", "bearer." + token);
        } else {
            builder.subprotocols("parley.v1.json").header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(ADDRESS, this).join();
    }

    /// Connected, not greeted.
    static RawSocket silent(Persona person) {
        return new RawSocket(person.tokens().get(), false);
    }

    static RawSocket withToken(String token) {
        return new RawSocket(token, false);
    }

    static RawSocket inBrowser(Persona person) {
        return new RawSocket(person.tokens().get(), true);
    }

    /// Connected and welcomed.
    static RawSocket of(Persona person, String device) {
        return of(person, device, Map.of());
    }

    static RawSocket of(Persona person, String device, Map<String, Long> cursors) {
        var opened = silent(person);
        opened.hello(device, cursors);
        return opened;
    }

    JsonNode hello(String device, Map<String, Long> cursors) {
        say(JSON.writeValueAsString(Map.of("type", "hello", "deviceId", device, "cursors", cursors)));
        return next("welcome");
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void say(String frame) {
        socket.sendText(frame, true).join();
    }

    /// The next frame of this type; others before it are passed over.
    JsonNode next(String type) {
        return next(type, _ -> true);
    }

    /// The next frame that is meant, whatever its type.
    JsonNode next(Predicate<JsonNode> which) {
        JsonNode frame = poll(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        while (frame != null && !which.test(frame)) {
            frame = poll(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        }
        assertThat((Object) frame).as("a frame").isNotNull();
        return frame;
    }

    JsonNode next(String type, Predicate<JsonNode> which) {
        List<JsonNode> passed = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            JsonNode frame = poll(end - System.nanoTime());
            if (frame != null && frame.path("type").asString("").equals(type) && which.test(frame)) {
                return frame;
            }
            if (frame != null) {
                passed.add(frame);
            }
        }
        throw new AssertionError("no frame " + type + " came; passed over: "
                + passed.stream()
                        .map(frame -> frame.path("type").asString("") + " "
                                + frame.path("code").asString(""))
                        .toList()
                + ", closed: " + closed);
    }

    /// All frames up to the answer to a ping: whatever the server had to say before is among them.
    List<JsonNode> untilPong() {
        say("{\"type\":\"ping\"}");
        List<JsonNode> before = new ArrayList<>();
        for (JsonNode frame = poll(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)); frame != null; ) {
            if (frame.path("type").asString("").equals("pong")) {
                return before;
            }
            before.add(frame);
            frame = poll(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        }
        throw new AssertionError("no pong came");
    }

    /// It answers, and had nothing to complain about before.
    void livesOn() {
        assertThat(untilPong())
                .extracting(frame -> frame.path("type").asString(""))
                .doesNotContain("error", "rejected", "goodbye");
    }

    void isClosedWith(int code) throws Exception {
        assertThat(closeCode()).isEqualTo(code);
    }

    int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS + 5, TimeUnit.SECONDS);
    }

    private JsonNode poll(long nanos) {
        try {
            return frames.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
