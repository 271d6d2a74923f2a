package io.parley.gateway.socket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The one way from other threads to the sessions of an event loop: first in, first out, one wake-up and one flush per
/// session for everything that waits. Hence a session needs no locks and sees things in the order they happened.
final class LoopQueue {

    private static final int MOST_AT_ONCE = 1024;

    private final EventLoop loop;
    private final Queue<Item> items = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    LoopQueue(EventLoop loop) {
        this.loop = loop;
    }

    private record Item(Session session, Consumer<Session> action) {}

    void offer(Session session, Consumer<Session> action) {
        items.add(new Item(session, action));
        wake();
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        List<Session> touched = new ArrayList<>();
        for (int handled = 0; handled < MOST_AT_ONCE; handled++) {
            Item item = items.poll();
            if (item == null) {
                break;
            }
            item.action().accept(item.session());
            if (item.session().markTouched()) {
                touched.add(item.session());
            }
        }
        touched.forEach(Session::flushTouched);
        awake.set(false);
        if (!items.isEmpty()) {
            wake();
        }
    }
}
