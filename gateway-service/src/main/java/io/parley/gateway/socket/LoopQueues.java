package io.parley.gateway.socket;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One queue per event loop.
final class LoopQueues {

    private final Map<EventLoop, LoopQueue> queues = new ConcurrentHashMap<>();

    LoopQueue of(EventLoop loop) {
        return queues.computeIfAbsent(loop, LoopQueue::new);
    }
}
