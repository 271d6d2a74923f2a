package io.parley.client;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps one session alive: connects, says hello, beats its heart, and begins again when the wire ends.
final class Connection {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    /// The JDK's WebSocket can lose the end of its connection when it comes while a frame is being handled
    /// (JDK 25: `acknowledgeReception` throws in the selector thread). Only an unanswered ping tells then.
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(5);
    private static final int SILENT_BEATS = 2;
    private static final Duration BEFORE_WELCOME = Duration.ofSeconds(1);
    private static final int BEATS_BEFORE_WELCOME = 15;
    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);

    private final URI address;
    private final Supplier<String> token;
    private final HttpClient http;
    private final String deviceId;
    private final Session session;
    private final Supplier<Map<ConversationId, Long>> cursors;
    private final Backoff backoff;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Wire> current = new AtomicReference<>();
    private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();

    Connection(
            URI base,
            Supplier<String> token,
            HttpClient http,
            SocketOptions options,
            Session session,
            Supplier<Map<ConversationId, Long>> cursors) {
        this.address = URI.create(base.resolve("/v1/socket").toString().replaceFirst("^http", "ws"));
        this.token = token;
        this.http = http;
        this.deviceId = options.deviceId();
        this.session = session;
        this.cursors = cursors;
        this.backoff = new Backoff(FIRST_BACKOFF, options.longestBackoff(), RandomGenerator.getDefault());
    }

    void start() {
        Thread.ofVirtual().name("parley-socket-" + deviceId).start(this::run);
    }

    void stop(String reason) {
        stopReason.compareAndSet(null, reason);
        stopped.countDown();
        Wire wire = current.get();
        if (wire != null) {
            wire.close();
        }
    }

    void sendIfOpen(String frame) {
        Wire wire = current.get();
        if (wire != null && session.standing() != null) {
            wire.send(frame);
        }
    }

    private void run() {
        try {
            while (stopReason.get() == null) {
                session.lost(once());
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopReason.compareAndSet(null, "interrupted");
        } finally {
            String reason = stopReason.get();
            session.over(reason == null ? "failed" : reason);
        }
    }

    private void pause() throws InterruptedException {
        String sentAway = session.sentAway();
        if (sentAway != null) {
            stop("sent away: " + sentAway);
        }
        var _ = stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    /// One connection from its handshake to its end; says why it ended.
    private String once() throws InterruptedException {
        var wire = new Wire(session::frame);
        try {
            String used = token.get();
            open(wire, used);
            Wire.End end = keep(wire, used);
            return judged(end);
        } catch (CompletionException | ExecutionException e) {
            return refused(e.getCause());
        } catch (ProblemException e) {
            return refused(e);
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        } finally {
            current.set(null);
            wire.abort("over");
        }
    }

    private void open(Wire wire, String used) {
        wire.attach(http.newWebSocketBuilder()
                .subprotocols("parley.v1.json")
                .header("Authorization", "Bearer " + used)
                .connectTimeout(HANDSHAKE_WITHIN)
                .buildAsync(address, wire)
                .join());
        current.set(wire);
        if (stopReason.get() != null) {
            wire.close();
        }
        wire.send(Frames.hello(deviceId, cursors.get()));
    }

    /// Sits by the wire until it ends; pings at each beat and gives the server up when it stays silent.
    private Wire.End keep(Wire wire, String used) throws InterruptedException, ExecutionException {
        String lastToken = used;
        for (int silent = 0; ; ) {
            Welcome standing = session.standing();
            try {
                return wire.ended().get(beat(standing).toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                silent = wire.heardSinceAsked() ? 0 : silent + 1;
            }
            if (silent >= (standing == null ? BEATS_BEFORE_WELCOME : SILENT_BEATS)) {
                wire.abort("silence");
            } else if (session.standing() != null) {
                backoff.reset();
                wire.send(Frames.ping());
                lastToken = renewed(wire, lastToken);
            }
        }
    }

    /// While no new token can be had the session goes on with the old one, until the server ends it.
    private String renewed(Wire wire, String lastToken) {
        try {
            String now = token.get();
            if (!now.equals(lastToken)) {
                wire.send(Frames.authenticate(now));
            }
            return now;
        } catch (UncheckedIOException e) {
            return lastToken;
        }
    }

    private static Duration beat(@Nullable Welcome standing) {
        if (standing == null) {
            return BEFORE_WELCOME;
        }
        Duration half =
                Duration.ofSeconds(Math.max(1, standing.heartbeatSeconds())).dividedBy(2);
        return half.compareTo(LONGEST_BEAT) < 0 ? half : LONGEST_BEAT;
    }

    private String judged(Wire.End end) {
        if (end.code() == 4403 || end.code() == 4421) {
            stop("sent away: " + end.code());
        }
        return end.code() + (end.reason().isEmpty() ? "" : " " + end.reason());
    }

    /// A handshake refused for who we are will be refused again; anything else may pass.
    private String refused(@Nullable Throwable cause) {
        int status = cause instanceof WebSocketHandshakeException handshake
                ? handshake.getResponse().statusCode()
                : cause instanceof ProblemException problem ? problem.status() : 0;
        if (status == 400 || status == 401 || status == 403 || status == 421) {
            stop("refused: " + status);
        }
        return status == 0 ? String.valueOf(cause) : "refused: " + status;
    }
}
