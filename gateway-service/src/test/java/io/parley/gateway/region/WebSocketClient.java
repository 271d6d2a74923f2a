package io.parley.gateway.region;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JDK's WebSocket client with the frames it got in a queue.
public final class WebSocketClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private boolean reading = true;

    private WebSocketClient() {}

    public static WebSocketClient connect(int port, String token) {
        return connect(port, Map.of("Authorization", "Bearer " + token), "parley.v1.json");
    }

    public static WebSocketClient connect(int port, Map<String, String> headers, String protocol, String... more) {
        WebSocketClient client = new WebSocketClient();
        var builder = HTTP.newWebSocketBuilder().subprotocols(protocol, more);
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/v1/socket"), client)
                .join();
        return client;
    }

    /// Connected, with hello said and welcome heard.
    public static WebSocketClient welcomed(int port, String token) {
        return welcomed(port, token, Map.of());
    }

    public static WebSocketClient welcomed(int port, String token, Map<?, Long> cursors) {
        WebSocketClient client = connect(port, token);
        client.hello(cursors);
        client.next("welcome");
        return client;
    }

    public void hello(Map<?, Long> cursors) {
        var frame = JSON.createObjectNode().put("type", "hello").put("deviceId", "test-device");
        var known = frame.putObject("cursors");
        cursors.forEach((conversation, seq) -> known.put(conversation.toString(), seq));
        send(frame.toString());
    }

    public void send(String frame) {
        socket.sendText(frame, true).join();
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /// Stops taking anything from the network.
    public void stopReading() {
        reading = false;
    }

    /// The next frame of this type; those before it are thrown away.
    public JsonNode next(String type) {
        return next(frame -> frame.path("type").asString().equals(type));
    }

    public JsonNode next(Predicate<JsonNode> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> others = new ArrayList<>();
        while (true) {
            JsonNode frame = poll(Duration.ofNanos(until - System.nanoTime()));
            if (frame == null) {
                throw new AssertionError("the wanted frame did not come, but: " + others
                        + (closed.isDone() ? " and close " + closed.join() : ""));
            }
            if (wanted.test(frame)) {
                return frame;
            }
            others.add(frame);
        }
    }

    public @Nullable JsonNode poll(Duration within) {
        try {
            return frames.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        if (reading) {
            from.request(1);
        }
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
