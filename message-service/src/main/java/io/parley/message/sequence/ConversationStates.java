package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The states of conversations that were written lately; the one unused the longest goes first.
final class ConversationStates {

    private final Map<ConversationId, ConversationState> states;

    ConversationStates(int capacity) {
        this.states = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversationId, ConversationState> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized @Nullable ConversationState find(ConversationId id) {
        return states.get(id);
    }

    /// Absent conversations are not kept: asking for random ids must not push out real ones.
    synchronized void keep(Collection<ConversationState> committed) {
        committed.stream().filter(ConversationState::stored).forEach(state -> states.put(state.id(), state));
    }

    synchronized void forget(Collection<ConversationId> ids) {
        ids.forEach(states::remove);
    }

    synchronized void forgetAll() {
        states.clear();
    }

    synchronized int size() {
        return states.size();
    }
}
