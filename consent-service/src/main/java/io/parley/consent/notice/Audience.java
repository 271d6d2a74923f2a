package io.parley.consent.notice;

import io.parley.consent.person.PersonKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/// Whom a notice is for.
///
/// @param regions home regions; empty means every region
public record Audience(Set<PersonKind> kinds, Set<String> regions) {

    public Audience {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("audience.kinds: [] (expected: at least one)");
        }
        kinds = Set.copyOf(EnumSet.copyOf(kinds));
        regions = Set.copyOf(new TreeSet<>(regions));
    }

    public boolean includes(PersonKind kind, String region) {
        return kinds.contains(kind) && (regions.isEmpty() || regions.contains(region));
    }
}
