package io.parley.archive.retention;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.parley.contracts.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Weighs policies against each other. Pure: no clock, no I/O.
///
/// A hold beats everything; a statutory period or a policy to keep beats policies to delete; among these the shortest
/// wins. Where no policy deletes, nothing is deleted.
final class RetentionRule {

    private final List<RetentionPolicy> deletions;
    private final List<RetentionPolicy> duties;
    private final List<StatutoryPeriod> statutory;

    /// @param policies that are in force
    RetentionRule(List<RetentionPolicy> policies, List<StatutoryPeriod> statutory) {
        this.deletions = only(RetentionAction.DELETE_AFTER, policies);
        this.duties = only(RetentionAction.KEEP_AT_LEAST, policies);
        this.statutory = List.copyOf(statutory);
    }

    private static List<RetentionPolicy> only(RetentionAction action, List<RetentionPolicy> policies) {
        return policies.stream().filter(policy -> policy.action() == action).toList();
    }

    boolean deletes() {
        return !deletions.isEmpty();
    }

    Fate judge(Retainable one, Author author, Instant now) {
        Optional<RetentionPolicy> shortest = deletions.stream()
                .filter(policy -> policy.kind() == one.kind())
                .filter(policy -> policy.audience().includes(author, one.conversation()))
                .filter(policy -> !policy.period().after(one.acceptedAt()).isAfter(now))
                .min(comparing((RetentionPolicy policy) -> policy.period().after(one.acceptedAt()))
                        .thenComparing(policy -> policy.id().value()));
        return shortest.map(policy -> bar(one, author, now)
                        .<Fate>map(bar -> new Fate.HeldBack(policy.id(), bar))
                        .orElseGet(() -> new Fate.Due(policy.id())))
                .orElseGet(Fate.Stays::new);
    }

    private Optional<Bar> bar(Retainable one, Author author, Instant now) {
        if (one.held()) {
            return Optional.of(Bar.HOLD);
        }
        if (statutory.stream()
                .filter(period -> period.mayInclude(author))
                .anyMatch(period -> period.keepsUntil(one.acceptedAt()).isAfter(now))) {
            return Optional.of(Bar.STATUTORY_PERIOD);
        }
        return duties.stream()
                .filter(policy -> policy.kind() == one.kind())
                .filter(policy -> policy.audience().mayInclude(author, one.conversation()))
                .filter(policy -> policy.period().after(one.acceptedAt()).isAfter(now))
                .findFirst()
                .map(policy -> Bar.KEEP_AT_LEAST);
    }

    /// Nothing of this class that was accepted then or later can be due; empty: nothing at all.
    Optional<Instant> horizon(RetentionClass kind, Instant now) {
        return deletions.stream()
                .filter(policy -> policy.kind() == kind)
                .map(policy -> policy.period().horizon(now))
                .max(naturalOrder());
    }

    /// Outside of these nothing is due; empty: it may be in any.
    Optional<Set<ConversationId>> conversations() {
        return deletions.stream()
                        .anyMatch(policy -> policy.audience().conversations().isEmpty())
                ? Optional.empty()
                : Optional.of(deletions.stream()
                        .flatMap(policy -> policy.audience().conversations().stream())
                        .collect(toUnmodifiableSet()));
    }

    /// The policy by which everything of this class is due that was accepted before this instant, whoever wrote it and
    /// whatever else may bind but a hold.
    ///
    /// @param end of a month
    Optional<PolicyId> clears(RetentionClass kind, Instant end, Instant now) {
        Instant last = end.minusMillis(1);
        boolean kept =
                statutory.stream().anyMatch(period -> period.keepsUntil(last).isAfter(now))
                        || duties.stream()
                                .filter(policy -> policy.kind() == kind)
                                .anyMatch(policy -> policy.period().after(end).isAfter(now));
        return deletions.stream()
                .filter(policy ->
                        !kept && policy.kind() == kind && policy.audience().isEverybody())
                .filter(policy -> !policy.period().after(end).isAfter(now))
                .min(comparing(policy -> policy.period().after(end)))
                .map(RetentionPolicy::id);
    }
}
