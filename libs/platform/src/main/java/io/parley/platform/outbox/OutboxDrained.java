package io.parley.platform.outbox;

/// Told each time the relay finds nothing left to send, on the relay's thread, while this instance is the one that
/// relays. What it produces to Kafka therefore stands behind everything relayed before. An exception is logged and the
/// next round tries again.
@FunctionalInterface
public interface OutboxDrained {
    void drained();
}
