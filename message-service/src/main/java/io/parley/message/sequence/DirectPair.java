package io.parley.message.sequence;

import io.parley.contracts.PersonId;
import java.util.Collection;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.UUID;

/// Two people, in no order: they have one direct conversation.
record DirectPair(UUID first, UUID second) {

    static DirectPair of(Collection<PersonId> people) {
        TreeSet<UUID> sorted = new TreeSet<>();
        people.forEach(person -> sorted.add(person.value()));
        if (sorted.size() != 2) {
            throw new IllegalArgumentException("people: " + sorted.size() + " (expected: 2)");
        }
        Iterator<UUID> both = sorted.iterator();
        return new DirectPair(both.next(), both.next());
    }

    static DirectPair parse(String key) {
        return new DirectPair(UUID.fromString(key.substring(0, 36)), UUID.fromString(key.substring(37)));
    }

    /// As the database keeps it unique.
    String key() {
        return first + ":" + second;
    }
}
