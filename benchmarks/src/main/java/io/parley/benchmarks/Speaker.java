package io.parley.benchmarks;

import io.parley.benchmarks.socket.MessageIds;
import io.parley.benchmarks.socket.SendTemplate;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends the messages of one person into one conversation and remembers when each was due. Belongs to the loop.
final class Speaker {

    /// More unanswered messages than this mean that nothing works any more.
    private static final int MOST = 1 << 14;
    /// More than one speaker says in a run.
    private static final long A_SPEAKERS = 10_000_000;
    private static final long DEFAULT_RETRY_MILLIS = 500;

    private final int number;
    private final SendTemplate template;
    private final Progress progress;
    private final int copies;
    private final long[] due = new long[MOST];
    private final int[] left = new int[MOST];
    private long sent;
    private long accepted;
    private @Nullable Wire wire;

    /// @param copies how many sockets a message goes to
    Speaker(int number, SendTemplate template, int copies, Progress progress) {
        this.number = number;
        this.template = template;
        this.copies = copies;
        this.progress = progress;
    }

    void speakThrough(Wire standing) {
        wire = standing;
    }

    /// Leaves with the wire's next flush.
    ///
    /// @param nanos when it is due, which the latencies count from
    void send(long nanos) {
        if (sent - accepted >= MOST) {
            throw new IllegalStateException("sender " + number + ": " + MOST + " messages unanswered");
        }
        due[slot(sent)] = nanos;
        left[slot(sent)] = copies;
        write(sent++);
        progress.sent(copies);
    }

    void flush() {
        if (wire != null) {
            wire.flush();
        }
    }

    private void write(long message) {
        if (wire != null) {
            wire.write(template.with(
                    said(message),
                    MessageIds.high(progress.epochMilli(due[slot(message)])),
                    progress.ids().low(number, message)));
        }
    }

    /// Of all that is said in the run, each message has another number.
    private long said(long message) {
        return number * A_SPEAKERS + message;
    }

    /// Any of those said so far.
    long saidBefore(long random) {
        return said(Math.floorMod(random, accepted));
    }

    void accepted(ServerFrame frame, long nanos) {
        if (!isMine(frame)) {
            return;
        }
        accepted++;
        progress.accepted(this, due[slot(MessageIds.number(frame.messageId()))], nanos);
    }

    void delivered(long message, long nanos) {
        progress.delivered(due[slot(message)], nanos);
        if (--left[slot(message)] == 0) {
            progress.complete(this);
        }
    }

    /// What the server cannot take now is sent again when it says so, as the SDK does; anything else is a failure.
    void rejected(ServerFrame frame) {
        if (!isMine(frame)) {
            return;
        }
        long message = MessageIds.number(frame.messageId());
        JsonNode reason = frame.tree();
        String code = reason.path("code").asString("none");
        if (code.equals("too-many-requests") || code.equals("unavailable")) {
            long millis = reason.path("retryAfterMs").asLong(DEFAULT_RETRY_MILLIS);
            progress.throttled(millis, () -> {
                write(message);
                flush();
            });
        } else {
            accepted++;
            progress.failed("rejected: " + code, copies);
        }
    }

    private boolean isMine(ServerFrame frame) {
        return progress.ids().isMine(frame.messageId()) && MessageIds.sender(frame.messageId()) == number;
    }

    private static int slot(long message) {
        return (int) message & (MOST - 1);
    }
}
