package io.parley.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/// How much this device knows of what retention destroyed. What it missed it asks for, so that each run is handed on at
/// least once however long the device was away.
final class Purges {

    private final Map<ConversationId, Long> known = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Source source;
    private final BiConsumer<ConversationId, Purge> handOn;

    /// @param known from an earlier session
    /// @param cursors of conversations of which the device may have copies
    Purges(
            Map<ConversationId, Long> known,
            Map<ConversationId, Long> cursors,
            Source source,
            BiConsumer<ConversationId, Purge> handOn) {
        this.source = source;
        this.handOn = handOn;
        cursors.keySet().forEach(conversation -> this.known.put(conversation, 0L));
        this.known.putAll(known);
    }

    /// All after a number, ascending.
    interface Source {
        List<Purge> after(ConversationId conversation, long number);
    }

    Map<ConversationId, Long> known() {
        lock.lock();
        try {
            return new LinkedHashMap<>(known);
        } finally {
            lock.unlock();
        }
    }

    /// A device that was never in the conversation has no copies to drop.
    ///
    /// @throws RuntimeException when it cannot be asked what was missed; it is asked again at the next welcome
    void welcome(ConversationId conversation, long last) {
        locked(() -> {
            if (known.computeIfAbsent(conversation, _ -> last) < last) {
                catchUp(conversation, last);
            }
        });
    }

    /// @param after the number of the purge before these runs
    void told(ConversationId conversation, long after, long last, List<Purge> runs) {
        locked(() -> {
            long before = known.getOrDefault(conversation, 0L);
            if (before < after) {
                catchUp(conversation, last);
            } else if (before < last) {
                runs.forEach(run -> handOn.accept(conversation, run));
                known.put(conversation, last);
            }
        });
    }

    private void catchUp(ConversationId conversation, long last) {
        source.after(conversation, known.getOrDefault(conversation, 0L))
                .forEach(run -> handOn.accept(conversation, run));
        known.put(conversation, last);
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
