package io.parley.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What was asked of the server and not answered yet, in order. Survives reconnects: everything in it is sent again
/// under the
/// same message id, which the server recognises.
final class Outbox {

    private final Semaphore room;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable Consumer<String> line;
    private boolean closed;

    Outbox(int bound) {
        this.room = new Semaphore(bound);
    }

    /// @param own what this device shows once it is accepted; absent when only the history can tell
    record Pending(
            MessageId messageId,
            ConversationId conversation,
            @Nullable Message own,
            String frame,
            CompletableFuture<Accepted> answer) {}

    /// Waits for room, remembers the wish, and sends it if a session stands; else it goes out with the next session.
    CompletableFuture<Accepted> add(Pending wish) {
        room.acquireUninterruptibly();
        synchronized (pending) {
            if (closed) {
                room.release();
                return CompletableFuture.failedFuture(new RejectedException("closed", "the socket is closed"));
            }
            pending.add(wish);
            if (line != null) {
                line.accept(wish.frame());
            }
        }
        return wish.answer();
    }

    /// A session stands: sends what waits, in the order it was asked.
    void open(Consumer<String> session) {
        synchronized (pending) {
            line = session;
            pending.forEach(wish -> session.accept(wish.frame()));
        }
    }

    void pause() {
        synchronized (pending) {
            line = null;
        }
    }

    /// The oldest wish about this message, which the server has answered.
    Optional<Pending> answered(MessageId messageId) {
        synchronized (pending) {
            for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
                Pending wish = all.next();
                if (wish.messageId().equals(messageId)) {
                    all.remove();
                    room.release();
                    return Optional.of(wish);
                }
            }
            return Optional.empty();
        }
    }

    /// Sends what is still unanswered about this message once more; without a session it waits for the next.
    void again(MessageId messageId) {
        synchronized (pending) {
            if (line != null) {
                pending.stream()
                        .filter(wish -> wish.messageId().equals(messageId))
                        .findFirst()
                        .map(Pending::frame)
                        .ifPresent(line);
            }
        }
    }

    void close(String reason) {
        List<Pending> left;
        synchronized (pending) {
            closed = true;
            line = null;
            left = new ArrayList<>(pending);
            pending.clear();
        }
        room.release(left.size());
        left.forEach(wish -> wish.answer().completeExceptionally(new RejectedException("closed", reason)));
    }
}
