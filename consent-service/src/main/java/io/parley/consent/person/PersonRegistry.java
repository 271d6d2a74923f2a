package io.parley.consent.person;

import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.AuditAction;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Writing the registry. Changes happen one at a time: each takes its effective time first, which holds the lock.
@Service
public class PersonRegistry {

    private final PersonStore store;
    private final EffectiveTime effectiveTime;
    private final Announcer announcer;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    PersonRegistry(
            PersonStore store,
            EffectiveTime effectiveTime,
            Announcer announcer,
            AuditTrail audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.effectiveTime = effectiveTime;
        this.announcer = announcer;
        this.audit = audit;
        this.events = events;
    }

    @Transactional
    public Registration create(Profile profile, Caller by) {
        return create(profile, null, by);
    }

    /// @param expiresAt when the account ends by itself; null: never
    @Transactional
    public Registration create(Profile profile, @Nullable Instant expiresAt, Caller by) {
        Instant at = effectiveTime.take();
        if (store.findByUserName(profile.userName()).isPresent()) {
            return new Registration.NameTaken();
        }
        Person.Stay stay = Person.Stay.OPEN.until(expiresAt);
        Person person =
                new Person(PersonId.next(), profile, 1, 1, at, at, profile.active() ? stay : stay.left(at), Set.of());
        if (isUnfit(profile.guardian(), person)) {
            return new Registration.UnfitGuardian();
        }
        store.insert(person);
        announcer.announce(person);
        audit.record(event(AuditAction.PERSON_CREATED, person, by)
                .detail("kind", profile.kind().code())
                .detail("homeRegion", profile.region()));
        events.publishEvent(new PersonRegistered(person, at));
        return new Registration.Registered(person);
    }

    /// @param expectedVersion null: whatever it is
    @Transactional
    public Registration change(PersonId id, @Nullable Long expectedVersion, UnaryOperator<Profile> change, Caller by) {
        return change(id, expectedVersion, (current, at) -> with(current, change.apply(current.profile()), at), by);
    }

    /// The person leaves and is no longer in the registry for the provisioning client.
    @Transactional
    public Registration delete(PersonId id, @Nullable Long expectedVersion, Caller by) {
        return change(id, expectedVersion, PersonRegistry::deleted, by);
    }

    /// Gives the account another end.
    ///
    /// @param reopen whether an account that is frozen opens by that; else it stays as it is
    @Transactional
    public Registration extend(PersonId id, Instant expiresAt, boolean reopen, Caller by) {
        return change(id, null, (current, at) -> extended(current, expiresAt, reopen, at), by);
    }

    /// Lets somebody leave whose account has ended, unless its end has been moved.
    @Transactional
    public Registration expire(PersonId id, Caller by) {
        return change(id, null, PersonRegistry::expired, by);
    }

    /// For a change that the registry does not keep in the entry itself (groups, accounts): services hear of it.
    ///
    /// @param seen whether the provisioning client sees it in the entry
    /// @return the revision that tells of it
    @Transactional(propagation = Propagation.MANDATORY)
    public long touch(PersonId id, boolean seen) {
        Person touched = store.touch(id, seen);
        announcer.announce(touched);
        return touched.revision();
    }

    /// Whether services may not have been told of the last change yet.
    public boolean announces(PersonId id) {
        return announcer.waits(id);
    }

    private interface Change {
        Person apply(Person current, Instant at);
    }

    private Registration change(PersonId id, @Nullable Long expectedVersion, Change change, Caller by) {
        Instant at = effectiveTime.take();
        Optional<Person> found = store.lock(id).filter(person -> !person.deleted());
        if (found.isEmpty()) {
            return new Registration.Unknown();
        }
        Person current = found.get();
        if (expectedVersion != null && expectedVersion != current.version()) {
            return new Registration.Stale(current);
        }
        Person next = change.apply(current, at);
        return next.equals(current) ? new Registration.Registered(current) : store(current, next, by);
    }

    private static Person with(Person current, Profile next, Instant at) {
        return next.equals(current.profile()) ? current : current.changed(next, stay(current, next, at), at);
    }

    private static Person.Stay stay(Person current, Profile next, Instant at) {
        if (next.active() == current.profile().active()) {
            return current.stay();
        }
        return next.active() ? current.stay().returned(at) : current.stay().left(at);
    }

    private static Person deleted(Person current, Instant at) {
        Profile frozen = current.profile().withActive(false);
        return current.changed(frozen, stay(current, frozen, at).deleted(at), at);
    }

    private static Person expired(Person current, Instant at) {
        Instant end = current.stay().expiresAt();
        return end == null || end.isAfter(at)
                ? current
                : with(current, current.profile().withActive(false), at);
    }

    private static Person extended(Person current, Instant expiresAt, boolean reopen, Instant at) {
        if (!reopen && !current.profile().active()) {
            return current;
        }
        Profile opened = current.profile().withActive(true);
        return current.changed(opened, stay(current, opened, at).until(expiresAt), at);
    }

    private Registration store(Person before, Person after, Caller by) {
        if (takenByAnother(after)) {
            return new Registration.NameTaken();
        }
        PersonId guardian = after.profile().guardian();
        if (!Objects.equals(guardian, before.profile().guardian()) && isUnfit(guardian, after)) {
            return new Registration.UnfitGuardian();
        }
        store.update(after);
        announcer.announce(after);
        recordChange(before, after, by);
        events.publishEvent(new PersonChanged(before, after, after.changedAt()));
        return new Registration.Registered(after);
    }

    private boolean isUnfit(@Nullable PersonId guardian, Person ward) {
        return guardian != null
                && (guardian.equals(ward.id())
                        || store.find(guardian).filter(Person::isFitToGuard).isEmpty());
    }

    private boolean takenByAnother(Person person) {
        return store.findByUserName(person.profile().userName())
                .filter(other -> !other.id().equals(person.id()))
                .isPresent();
    }

    private void recordChange(Person before, Person after, Caller by) {
        List<Profile.Difference> fields = before.profile().differences(after.profile());
        if (!fields.isEmpty()) {
            audit.record(changed(event(AuditAction.PERSON_CHANGED, after, by), fields));
        }
        if (before.profile().active() != after.profile().active()) {
            boolean opened = after.profile().active();
            audit.record(event(opened ? AuditAction.PERSON_UNFROZEN : AuditAction.PERSON_FROZEN, after, by)
                    .changed("active", !opened, opened));
        }
        if (after.deleted()) {
            audit.record(event(AuditAction.PERSON_DELETED, after, by).changed("deleted", false, true));
        }
    }

    private static AuditEvent changed(AuditEvent event, List<Profile.Difference> fields) {
        AuditEvent told = event.detail(
                "fields", fields.stream().map(Profile.Difference::field).collect(Collectors.joining(",")));
        for (Profile.Difference field : fields) {
            told = told.changed(field.field(), field.before(), field.after());
        }
        return told;
    }

    private static AuditEvent event(AuditAction action, Person person, Caller by) {
        return AuditEvent.of(action)
                .by(by)
                .on("person", person.id().toString())
                .detail("version", Long.toString(person.version()));
    }
}
