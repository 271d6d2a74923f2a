package io.parley.archive.hold;

import io.parley.archive.officer.Act;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One hold as it was placed, and what was done to end it. Its words (name, case, ground) are never logged.
///
/// @param reviewDate when it has to be looked into, again
/// @param acts none: in force
record LegalHold(
        HoldId id,
        String name,
        String caseRef,
        HoldScope scope,
        Visibility visibility,
        String ground,
        PersonId placedBy,
        Instant placedAt,
        LocalDate reviewDate,
        SortedMap<HoldStep, Act> acts) {

    LegalHold {
        acts = new TreeMap<>(acts);
    }

    @Nullable
    Act act(HoldStep step) {
        return acts.get(step);
    }

    boolean has(HoldStep step) {
        return acts.containsKey(step);
    }

    boolean isBy(PersonId person, HoldStep step) {
        @Nullable Act act = act(step);
        return act != null && act.by().equals(person);
    }

    String state() {
        return acts.isEmpty() ? "in-force" : acts.lastKey().code();
    }

    @Override
    public String toString() {
        return "LegalHold[" + id + ", " + state() + "]";
    }
}
