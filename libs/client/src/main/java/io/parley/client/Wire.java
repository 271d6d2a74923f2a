package io.parley.client;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One connection: puts partial text together, sends whole frames one after the other, knows how it ended.
final class Wire implements WebSocket.Listener {

    private final BiConsumer<Wire, String> frames;
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final Object sending = new Object();
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;
    private volatile boolean heard;

    Wire(BiConsumer<Wire, String> frames) {
        this.frames = frames;
    }

    /// @param code the close code, 1006 when the connection just broke
    record End(int code, String reason) {}

    CompletableFuture<End> ended() {
        return ended;
    }

    /// Has anything arrived since the last question?
    boolean heardSinceAsked() {
        boolean was = heard;
        heard = false;
        return was;
    }

    void send(String frame) {
        synchronized (sending) {
            WebSocket open = socket;
            if (open == null) {
                throw new IllegalStateException("wire: not open (expected: after onOpen)");
            }
            lastSend = lastSend.thenCompose(_ -> open.sendText(frame, true));
            var _ = lastSend.whenComplete((_, failure) -> {
                if (failure != null) {
                    abort("send failed: " + failure.getClass().getSimpleName());
                }
            });
        }
    }

    /// Says goodbye properly, then ends.
    void close() {
        WebSocket open = socket;
        var end = new End(WebSocket.NORMAL_CLOSURE, "closed by this client");
        if (open == null) {
            ended.complete(end);
            return;
        }
        synchronized (sending) {
            lastSend = lastSend.thenCompose(_ -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .orTimeout(1, TimeUnit.SECONDS)
                    .whenComplete((_, _) -> ended.complete(end));
        }
    }

    void abort(String reason) {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        ended.complete(new End(1006, reason));
    }

    void attach(WebSocket opened) {
        synchronized (sending) {
            socket = opened;
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        attach(opened);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard = true;
        partial.append(data);
        if (last) {
            String frame = partial.toString();
            partial.setLength(0);
            frames.accept(this, frame);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended.complete(new End(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended.complete(new End(1006, error.getClass().getSimpleName()));
    }
}
