package io.parley.consent.account;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonRegistry;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.SignIn;
import io.parley.platform.identity.SignInLinks.Answer;
import io.parley.platform.identity.SignInLinks.FirstSignIn;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Links an account to a person at its first sign-in. From then on the link alone says who signs in.
@Service
class AccountLinks {

    private final AccountStore store;
    private final People people;
    private final PersonRegistry registry;
    private final AuditTrail audit;
    private final ParleyProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;

    AccountLinks(
            AccountStore store,
            People people,
            PersonRegistry registry,
            AuditTrail audit,
            ParleyProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.people = people;
        this.registry = registry;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @Transactional
    public Answer link(FirstSignIn first) {
        Answer answer = linkLocked(first);
        ErrorCode refusal = answer.refusal();
        meters.counter("parley.account.link", "outcome", refusal == null ? "linked" : refusal.code())
                .increment();
        return answer;
    }

    private Answer linkLocked(FirstSignIn first) {
        Optional<PersonId> named = switch (properties.oidc().linkBy()) {
            case USER_NAME -> store.lockByUserName(first.userName());
            case EMAIL -> first.email() == null ? Optional.empty() : store.lockByEmail(first.email());
        };
        Optional<Person> holder = store.holder(first.signIn()).map(people::get);
        if (holder.isPresent() && !holder.get().deleted()) {
            return Answer.linked(holder.get().id(), holder.get().revision());
        }
        return named.map(id -> link(people.get(id), first.signIn(), holder.isPresent()))
                .orElseGet(() -> Answer.refused(ErrorCode.PERSON_UNKNOWN));
    }

    private Answer link(Person person, SignIn signIn, boolean ofSomebodyDeleted) {
        if (!mayEnter(person)) {
            return Answer.refused(ErrorCode.PERSON_FROZEN);
        }
        if (store.hasSignInAt(person.id(), signIn.issuer())) {
            return Answer.refused(ErrorCode.IDENTITY_MISMATCH);
        }
        if (ofSomebodyDeleted) {
            store.holder(signIn).ifPresent(former -> part(former, signIn.issuer()));
        }
        if (!store.insert(signIn, person.id(), clock.instant())) {
            return Answer.refused(ErrorCode.IDENTITY_MISMATCH);
        }
        long revision = registry.touch(person.id(), false);
        audit.record(event(AuditAction.PERSON_LINKED, person.id())
                .by("person", person.id().toString())
                .detail("how", "first-sign-in"));
        return Answer.linked(person.id(), revision);
    }

    private boolean mayEnter(Person person) {
        Instant end = person.stay().expiresAt();
        return person.profile().active() && (end == null || clock.instant().isBefore(end));
    }

    List<AccountStore.Account> of(PersonId person) {
        people.get(person);
        return store.of(person);
    }

    /// An administrator says whose account it is, whatever was linked before.
    @Transactional
    public void relink(PersonId person, SignIn signIn, Caller by) {
        people.get(person);
        Optional<PersonId> holder = store.holder(signIn);
        if (holder.filter(person::equals).isPresent()) {
            return;
        }
        if (holder.isPresent() && !people.get(holder.get()).deleted()) {
            throw new DomainException(ErrorCode.CONFLICT, "this account is linked to another person; part them first");
        }
        holder.ifPresent(former -> part(former, signIn.issuer()));
        part(person, signIn.issuer());
        store.insert(signIn, person, clock.instant());
        registry.touch(person, false);
        audit.record(event(AuditAction.PERSON_LINKED, person).by(by).detail("how", "administrator"));
    }

    /// The person's next sign-in links anew.
    @Transactional
    public void unlink(PersonId person, String issuer, Caller by) {
        people.get(person);
        if (!part(person, issuer)) {
            throw new DomainException(ErrorCode.NOT_FOUND, "account: none of that issuer");
        }
        audit.record(event(AuditAction.PERSON_UNLINKED, person).by(by));
    }

    private boolean part(PersonId person, String issuer) {
        boolean parted = store.delete(person, issuer) > 0;
        if (parted) {
            registry.touch(person, false);
        }
        return parted;
    }

    private static AuditEvent event(AuditAction action, PersonId person) {
        return AuditEvent.of(action).on("person", person.toString());
    }
}
