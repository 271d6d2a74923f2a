package io.parley.message.sequence;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The commands accepted here lately. A repeat usually follows its first soon, so only for these the database is asked
/// beforehand what became of them; a later repeat is found out by the database when it is written.
final class RecentCommands {

    private static final int REMEMBERED = 50_000;

    private final Map<CommandKey, Boolean> keys = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CommandKey, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized boolean contains(CommandKey key) {
        return keys.containsKey(key);
    }

    synchronized void add(Collection<CommandKey> accepted) {
        accepted.forEach(key -> keys.put(key, true));
    }
}
