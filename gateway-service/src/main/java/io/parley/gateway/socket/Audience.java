package io.parley.gateway.socket;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which sessions here listen to what. Arrays instead of sets: most have one or two listeners, and readers take them
/// without a lock.
final class Audience<K> {

    private static final Session[] NOBODY = {};

    private final ConcurrentMap<K, Session[]> listeners = new ConcurrentHashMap<>();

    /// The array is never changed; do not change it either.
    Session[] of(K key) {
        return listeners.getOrDefault(key, NOBODY);
    }

    void join(K key, Session session) {
        listeners.merge(key, new Session[] {session}, (present, added) -> {
            if (Arrays.asList(present).contains(session)) {
                return present;
            }
            Session[] grown = Arrays.copyOf(present, present.length + 1);
            grown[present.length] = session;
            return grown;
        });
    }

    void leave(K key, Session session) {
        listeners.computeIfPresent(key, (same, present) -> {
            Session[] rest =
                    Arrays.stream(present).filter(other -> other != session).toArray(Session[]::new);
            return rest.length == 0 ? null : rest;
        });
    }

    int size() {
        return listeners.size();
    }
}
