package io.parley.consent.group;

import io.parley.consent.person.PersonRegistry;
import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who belongs to which group. Whoever comes or goes is announced to all services in the same transaction.
@Service
public class Groups {

    /// Few enough for one event, many enough that most changes are one.
    private static final int MOVES_AN_EVENT = 250;

    private final GroupStore store;
    private final PersonRegistry registry;
    private final EffectiveTime effectiveTime;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Groups(
            GroupStore store,
            PersonRegistry registry,
            EffectiveTime effectiveTime,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.registry = registry;
        this.effectiveTime = effectiveTime;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    public record Membership(UUID groupId, String displayName) {}

    public Optional<Group> find(UUID id) {
        return store.find(id);
    }

    /// Ascending by id.
    public List<PersonId> members(UUID id) {
        return store.members(id);
    }

    /// The groups of each of these people, by name.
    public Map<PersonId, List<Membership>> of(Collection<PersonId> people) {
        return people.isEmpty() ? Map.of() : store.of(people);
    }

    /// Fails with `rule-violated` when one of them does not exist.
    ///
    /// @param field where the request names them
    public void requireKnown(String field, Collection<UUID> ids) {
        if (!ids.isEmpty() && !store.known(ids).containsAll(ids)) {
            throw new DomainException(ErrorCode.RULE_VIOLATED, field + ": unknown (expected: groups that exist)")
                    .violation(field, "groups that exist");
        }
    }

    @Transactional
    public GroupOutcome create(GroupChange wanted, Caller by) {
        Instant at = effectiveTime.take();
        if (!store.allRegistered(wanted.members())) {
            return new GroupOutcome.UnknownMember();
        }
        Instant now = now();
        Group group = new Group(Ids.next(), wanted.displayName(), wanted.externalId(), 1, now, now);
        store.insert(group);
        store.add(group.id(), wanted.members());
        announce(wanted.members(), at);
        audit.record(event(AuditAction.GROUP_CREATED, group, by)
                .detail("members", wanted.members().size()));
        return new GroupOutcome.Written(group);
    }

    /// @param expectedVersion null: whatever it is
    /// @param change makes of the group and its members what is to be
    @Transactional
    public GroupOutcome change(
            UUID id, @Nullable Long expectedVersion, BiFunction<Group, List<PersonId>, GroupChange> change, Caller by) {
        Instant at = effectiveTime.take();
        Optional<Group> found = store.lock(id);
        if (found.isEmpty()) {
            return new GroupOutcome.Unknown();
        }
        Group current = found.get();
        if (expectedVersion != null && expectedVersion != current.version()) {
            return new GroupOutcome.Stale(current);
        }
        List<PersonId> members = store.members(id);
        return write(current, members, change.apply(current, members), at, by);
    }

    private GroupOutcome write(Group current, List<PersonId> members, GroupChange wanted, Instant at, Caller by) {
        Set<PersonId> added = new HashSet<>(wanted.members());
        members.forEach(added::remove);
        Set<PersonId> removed = new HashSet<>(members);
        removed.removeAll(wanted.members());
        if (!store.allRegistered(added)) {
            return new GroupOutcome.UnknownMember();
        }
        String fields = differences(current, wanted);
        if (fields.isEmpty() && added.isEmpty() && removed.isEmpty()) {
            return new GroupOutcome.Written(current);
        }
        Group next = new Group(
                current.id(),
                wanted.displayName(),
                wanted.externalId(),
                current.version() + 1,
                current.createdAt(),
                now());
        store.update(next);
        store.add(next.id(), added);
        store.remove(next.id(), removed);
        announce(union(added, removed), at);
        record(current, next, fields, new Moves(added, removed), by);
        return new GroupOutcome.Written(next);
    }

    private record Moves(Set<PersonId> added, Set<PersonId> removed) {}

    /// Who came and who left stands in as many events as it takes; the first has the other changes too.
    private void record(Group before, Group after, String fields, Moves moves, Caller by) {
        AuditEvent told = event(AuditAction.GROUP_CHANGED, after, by)
                .changed("displayName", before.displayName(), after.displayName())
                .changed("externalId", before.externalId(), after.externalId());
        List<PersonId> moved = ordered(union(moves.added(), moves.removed()));
        for (int from = 0; from == 0 || from < moved.size(); from += MOVES_AN_EVENT) {
            List<PersonId> part = moved.subList(from, Math.min(moved.size(), from + MOVES_AN_EVENT));
            audit.record(moved(
                    from == 0 ? told.detail("fields", fields) : event(AuditAction.GROUP_CHANGED, after, by),
                    part,
                    moves.added()));
        }
    }

    private static AuditEvent moved(AuditEvent event, List<PersonId> people, Set<PersonId> added) {
        AuditEvent told = event;
        int came = 0;
        for (PersonId person : people) {
            boolean comes = added.contains(person);
            came += comes ? 1 : 0;
            told = comes ? told.changed("member", null, person) : told.changed("member", person, null);
        }
        return told.detail("added", came).detail("removed", people.size() - came);
    }

    @Transactional
    public GroupOutcome delete(UUID id, @Nullable Long expectedVersion, Caller by) {
        Instant at = effectiveTime.take();
        Optional<Group> found = store.lock(id);
        if (found.isEmpty()) {
            return new GroupOutcome.Unknown();
        }
        Group current = found.get();
        if (expectedVersion != null && expectedVersion != current.version()) {
            return new GroupOutcome.Stale(current);
        }
        List<PersonId> members = store.members(id);
        store.delete(id);
        announce(members, at);
        audit.record(event(AuditAction.GROUP_DELETED, current, by).detail("members", members.size()));
        return new GroupOutcome.Written(current);
    }

    /// Whoever left belongs nowhere any more.
    @Transactional
    public void removeEverywhere(PersonId person) {
        Instant at = effectiveTime.take();
        if (store.removeEverywhere(person) > 0) {
            announce(List.of(person), at);
        }
    }

    /// In the order of ids, so that two changes of the same people do not wait for each other crosswise.
    private void announce(Collection<PersonId> people, Instant at) {
        List<PersonId> ordered = ordered(people);
        ordered.forEach(person -> registry.touch(person, true));
        if (!ordered.isEmpty()) {
            events.publishEvent(new MembersChanged(ordered, at));
        }
    }

    private static List<PersonId> ordered(Collection<PersonId> people) {
        return people.stream().sorted(Comparator.comparing(PersonId::value)).toList();
    }

    private static Set<PersonId> union(Set<PersonId> one, Set<PersonId> other) {
        Set<PersonId> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static String differences(Group current, GroupChange wanted) {
        List<String> fields = new ArrayList<>();
        if (!current.displayName().equals(wanted.displayName())) {
            fields.add("displayName");
        }
        if (!Objects.equals(current.externalId(), wanted.externalId())) {
            fields.add("externalId");
        }
        return String.join(",", fields);
    }

    /// As exact as the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static AuditEvent event(AuditAction action, Group group, Caller by) {
        return AuditEvent.of(action).by(by).on("group", group.id().toString());
    }
}
