package io.parley.consent.guest;

import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import io.parley.consent.person.PersonRegistry;
import io.parley.consent.person.Profile;
import io.parley.consent.person.Registration;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Invites guests, and lets their hosts and administrators say how long they stay.
@Service
class GuestDesk {

    private final GuestStore store;
    private final People people;
    private final PersonRegistry registry;
    private final AuditTrail audit;
    private final GuestProperties properties;
    private final Clock clock;

    GuestDesk(
            GuestStore store,
            People people,
            PersonRegistry registry,
            AuditTrail audit,
            GuestProperties properties,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.registry = registry;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    public Person invite(Profile guest, Instant expiresAt, PersonCaller host) {
        if (people.get(host.personId()).profile().kind() != PersonKind.EMPLOYEE) {
            throw new DomainException(ErrorCode.FORBIDDEN, "guests are invited by employees");
        }
        checkEnd(expiresAt);
        Person invited = registered(registry.create(guest, expiresAt, host));
        store.insert(invited.id(), host.personId(), clock.instant());
        audit.record(event(AuditAction.PERSON_INVITED, invited.id(), host).detail("expiresAt", expiresAt));
        return invited;
    }

    /// A guest whose time is over is opened again by administrators only, for others may have ended it.
    @Transactional
    public Person extend(PersonId guest, Instant expiresAt, PersonCaller by) {
        requireHost(guest, by);
        checkEnd(expiresAt);
        Instant before = people.get(guest).stay().expiresAt();
        Person extended = registered(registry.extend(guest, expiresAt, by.has(Role.ADMIN), by));
        if (!extended.profile().active()) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "this guest has left; an administrator can let them in again");
        }
        audit.record(event(AuditAction.PERSON_EXTENDED, guest, by)
                .detail("expiresAt", expiresAt)
                .changed("expiresAt", before, expiresAt));
        return extended;
    }

    @Transactional
    public Person end(PersonId guest, PersonCaller by) {
        requireHost(guest, by);
        return registered(registry.change(guest, null, current -> current.withActive(false), by));
    }

    private void requireHost(PersonId guest, PersonCaller by) {
        boolean host = store.inviter(guest).filter(by.personId()::equals).isPresent();
        boolean admin = by.has(Role.ADMIN) && store.inviter(guest).isPresent();
        if (!host && !admin) {
            throw DomainException.notFound("guest");
        }
    }

    private void checkEnd(Instant expiresAt) {
        Instant now = clock.instant();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(properties.longestStay()))) {
            throw DomainException.invalid(
                    "expiresAt",
                    "in the future, at most " + properties.longestStay().toDays() + " days away");
        }
    }

    private static Person registered(Registration registration) {
        return switch (registration) {
            case Registration.Registered(Person person) -> person;
            case Registration.NameTaken() ->
                throw new DomainException(ErrorCode.CONFLICT, "userName: in use (expected: another one)");
            case Registration.Unknown(), Registration.UnfitGuardian() -> throw DomainException.notFound("guest");
            case Registration.Stale(Person _) -> throw DomainException.notFound("guest");
        };
    }

    private static AuditEvent event(AuditAction action, PersonId guest, PersonCaller by) {
        return AuditEvent.of(action).by(by).on("person", guest.toString());
    }
}
