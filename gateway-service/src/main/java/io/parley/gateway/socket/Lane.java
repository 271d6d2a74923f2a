package io.parley.gateway.socket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one session sent, handled one after the other: at once where that cannot block, else on a virtual thread that
/// lives only while there is work. So frames keep their order though handling may block, and an idle session owns no
/// thread.
///
/// @param <T> what is handled
final class Lane<T> {

    private static final int HIGH = 256;
    private static final int LOW = HIGH / 2;

    private final Predicate<T> atOnce;
    private final Consumer<T> handler;
    private final Consumer<Boolean> reading;
    private @Nullable Queue<T> waiting;
    private boolean paused;

    /// @param atOnce handles an item without blocking, or leaves it alone and says `false`; never throws
    /// @param handler never throws
    /// @param reading told `false` when too much waits and `true` to go on
    Lane(Predicate<T> atOnce, Consumer<T> handler, Consumer<Boolean> reading) {
        this.atOnce = atOnce;
        this.handler = handler;
        this.reading = reading;
    }

    synchronized void add(T item) {
        if (waiting == null) {
            if (atOnce.test(item)) {
                return;
            }
            waiting = new ArrayDeque<>(4);
            waiting.add(item);
            Thread.startVirtualThread(this::drain);
            return;
        }
        waiting.add(item);
        if (!paused && waiting.size() >= HIGH) {
            paused = true;
            reading.accept(false);
        }
    }

    private void drain() {
        for (T item = next(); item != null; item = next()) {
            handler.accept(item);
        }
    }

    private synchronized @Nullable T next() {
        T item = waiting == null ? null : waiting.poll();
        if (item == null) {
            waiting = null;
        }
        if (paused && (waiting == null || waiting.size() <= LOW)) {
            paused = false;
            reading.accept(true);
        }
        return item;
    }
}
