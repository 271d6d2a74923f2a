package io.parley.consent.person;

import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Writing the registry. Changes happen one at a time: each takes its effective time first, which holds the lock.
@Service
public class PersonRegistry {

    private final PersonStore store;
    private final EffectiveTime effectiveTime;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    PersonRegistry(
            PersonStore store,
            EffectiveTime effectiveTime,
            Outbox outbox,
            AuditTrail audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.effectiveTime = effectiveTime;
        this.outbox = outbox;
        this.audit = audit;
        this.events = events;
    }

    @Transactional
    public Registration create(Profile profile, Caller by) {
        Instant at = effectiveTime.take();
        if (store.findByUserName(profile.userName()).isPresent()) {
            return new Registration.NameTaken();
        }
        Person person = new Person(PersonId.next(), profile, 1, at, at);
        store.insert(person);
        announce(person);
        audit.record(event(AuditAction.PERSON_CREATED, person, by)
                .detail("kind", profile.kind().code())
                .detail("homeRegion", profile.region()));
        events.publishEvent(new PersonRegistered(person, at));
        return new Registration.Registered(person);
    }

    /// @param expectedVersion null: whatever it is
    @Transactional
    public Registration change(PersonId id, @Nullable Long expectedVersion, UnaryOperator<Profile> change, Caller by) {
        Instant at = effectiveTime.take();
        Optional<Person> found = store.find(id);
        if (found.isEmpty()) {
            return new Registration.Unknown();
        }
        Person current = found.get();
        if (expectedVersion != null && expectedVersion != current.version()) {
            return new Registration.Stale(current);
        }
        Profile next = change.apply(current.profile());
        return next.equals(current.profile())
                ? new Registration.Registered(current)
                : store(current, current.changed(next, at), by);
    }

    private Registration store(Person before, Person after, Caller by) {
        if (takenByAnother(after)) {
            return new Registration.NameTaken();
        }
        store.update(after);
        announce(after);
        recordChange(before, after, by);
        events.publishEvent(new PersonChanged(before, after, after.changedAt()));
        return new Registration.Registered(after);
    }

    private boolean takenByAnother(Person person) {
        return store.findByUserName(person.profile().userName())
                .filter(other -> !other.id().equals(person.id()))
                .isPresent();
    }

    private void announce(Person person) {
        outbox.append(
                Topics.PERSON, Ids.array(person.id().value()), person.event().toByteArray());
    }

    private void recordChange(Person before, Person after, Caller by) {
        List<String> fields = before.profile().differences(after.profile());
        if (!fields.isEmpty()) {
            audit.record(event(AuditAction.PERSON_CHANGED, after, by).detail("fields", String.join(",", fields)));
        }
        if (before.profile().active() != after.profile().active()) {
            boolean opened = after.profile().active();
            audit.record(event(opened ? AuditAction.PERSON_UNFROZEN : AuditAction.PERSON_FROZEN, after, by));
        }
    }

    private static AuditEvent event(AuditAction action, Person person, Caller by) {
        return AuditEvent.of(action)
                .by(by)
                .on("person", person.id().toString())
                .detail("version", Long.toString(person.version()));
    }
}
