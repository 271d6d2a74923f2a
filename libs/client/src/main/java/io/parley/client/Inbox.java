package io.parley.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The cursors of all conversations. Hands messages on in order and fetches what is missing from the history first.
final class Inbox {

    private final Map<ConversationId, Sequence<Message>> sequences = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final History history;
    private final Consumer<Message> handOn;

    Inbox(Map<ConversationId, Long> cursors, History history, Consumer<Message> handOn) {
        this.history = history;
        this.handOn = handOn;
        cursors.forEach(this::begin);
    }

    /// Events with `after < seq < before`, ascending.
    interface History {
        List<Message> range(ConversationId conversation, long after, long before);
    }

    /// A conversation this device has no cursor for starts at its newest event: what came before is history, not news.
    void begin(ConversationId conversation, long lastSeq) {
        locked(() -> sequences.computeIfAbsent(conversation, _ -> new Sequence<>(lastSeq, Message::seq)));
    }

    Map<ConversationId, Long> cursors() {
        lock.lock();
        try {
            Map<ConversationId, Long> cursors = new LinkedHashMap<>();
            sequences.forEach((conversation, sequence) -> cursors.put(conversation, sequence.cursor()));
            return cursors;
        } finally {
            lock.unlock();
        }
    }

    /// @throws RuntimeException when the history cannot be read; the message then waits for the next try
    void offer(ConversationId conversation, Message message) {
        locked(() -> {
            var sequence = sequences.computeIfAbsent(conversation, _ -> new Sequence<>(0, Message::seq));
            sequence.offer(message.in(conversation)).forEach(handOn);
            for (var gap = sequence.gap(); gap.isPresent(); gap = sequence.gap()) {
                fill(conversation, sequence, gap);
            }
        });
    }

    /// What waits here for its turn loses its content as well, before the listener hears that it is destroyed.
    BiConsumer<ConversationId, Purge> purging(SocketListener listener) {
        return (conversation, run) -> {
            locked(() -> sequences
                    .getOrDefault(conversation, new Sequence<>(0, Message::seq))
                    .replace(run.firstSeq(), run.lastSeq(), Message::purged));
            listener.onPurged(conversation, run.firstSeq(), run.lastSeq());
        };
    }

    /// Something of one's own that only the history can show.
    void fetch(ConversationId conversation, long seq) {
        history.range(conversation, seq - 1, seq + 1).forEach(message -> offer(conversation, message));
    }

    private void fill(ConversationId conversation, Sequence<Message> sequence, Optional<Sequence.Gap> gap) {
        Sequence.Gap hole = gap.orElseThrow();
        List<Message> found = history.range(conversation, hole.first() - 1, hole.last() + 1);
        sequence.settle(hole, found).forEach(handOn);
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
