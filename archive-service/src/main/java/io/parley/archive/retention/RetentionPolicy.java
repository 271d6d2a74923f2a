package io.parley.archive.retention;

import io.parley.archive.officer.Act;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A policy as it was asked for, and what was decided about it.
record RetentionPolicy(
        PolicyId id,
        String name,
        RetentionAction action,
        RetentionClass kind,
        Span period,
        Audience audience,
        PersonId requestedBy,
        Instant requestedAt,
        SortedMap<PolicyStep, Act> acts) {

    RetentionPolicy {
        acts = new TreeMap<>(acts);
    }

    boolean has(PolicyStep step) {
        return acts.containsKey(step);
    }

    boolean isBy(PersonId person, PolicyStep step) {
        @Nullable Act act = acts.get(step);
        return act != null && act.by().equals(person);
    }

    boolean isInForce() {
        return has(PolicyStep.APPROVED) && !has(PolicyStep.RETIRED);
    }

    String state() {
        return acts.isEmpty() ? "requested" : acts.lastKey().code();
    }

    @Override
    public String toString() {
        return "RetentionPolicy[" + id + ", " + state() + "]";
    }
}
