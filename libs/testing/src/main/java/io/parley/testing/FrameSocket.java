package io.parley.testing;

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

/// The JDK's WebSocket client with the JSON frames it got in a queue: says what an SDK would not.
public class FrameSocket implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int ABNORMAL = 1006;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean reading = true;

    /// Connected, not greeted. Fails with a `CompletionException` when the upgrade is refused.
    protected FrameSocket(HttpClient http, URI address, Map<String, String> headers, String protocol, String... more) {
        var builder = http.newWebSocketBuilder().subprotocols(protocol, more);
        headers.forEach(builder::header);
        socket = builder.buildAsync(address, this).join();
    }

    /// Says hello and waits for the welcome.
    public JsonNode hello(String device, Map<?, Long> cursors) {
        sayHello(device, cursors);
        return next("welcome");
    }

    public void sayHello(String device, Map<?, Long> cursors) {
        var frame = JSON.createObjectNode().put("type", "hello").put("deviceId", device);
        var known = frame.putObject("cursors");
        cursors.forEach((conversation, seq) -> known.put(conversation.toString(), seq));
        say(frame.toString());
    }

    public void say(String frame) {
        socket.sendText(frame, true).join();
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /// Stops taking anything from the network.
    public void stopReading() {
        reading = false;
    }

    /// The next frame of this type; those before it are passed over.
    public JsonNode next(String type) {
        return next(frame -> type(frame).equals(type));
    }

    public JsonNode next(String type, Predicate<JsonNode> which) {
        return next(frame -> type(frame).equals(type) && which.test(frame));
    }

    public JsonNode next(Predicate<JsonNode> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        List<String> passed = new ArrayList<>();
        while (true) {
            JsonNode frame = poll(Duration.ofNanos(until - System.nanoTime()));
            if (frame == null) {
                throw new AssertionError("the wanted frame did not come; passed over: " + passed
                        + (closed.isDone() ? ", closed with " + closed.join() : ""));
            }
            if (wanted.test(frame)) {
                return frame;
            }
            passed.add(type(frame) + " " + frame.path("code").asString(""));
        }
    }

    /// All frames up to the answer to a ping: whatever the server had to say before is among them.
    public List<JsonNode> untilPong() {
        say("{\"type\":\"ping\"}");
        List<JsonNode> before = new ArrayList<>();
        next(frame -> {
            boolean pong = type(frame).equals("pong");
            if (!pong) {
                before.add(frame);
            }
            return pong;
        });
        return before;
    }

    /// It answers, and had nothing to complain about before.
    public void livesOn() {
        List<String> complaints = untilPong().stream()
                .map(FrameSocket::type)
                .filter(List.of("error", "rejected", "goodbye")::contains)
                .toList();
        if (!complaints.isEmpty()) {
            throw new AssertionError("complaints: " + complaints);
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

    /// 1006 when the connection ended without one.
    public int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    private static String type(JsonNode frame) {
        return frame.path("type").asString("");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
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
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(ABNORMAL);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
