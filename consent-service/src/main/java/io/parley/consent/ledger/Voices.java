package io.parley.consent.ledger;

import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says for whom a caller may speak: for themselves, and with the role guardian for the minors whom the registry puts
/// into their care.
@Component
class Voices {

    private final People people;

    Voices(People people) {
        this.people = people;
    }

    /// Fails with `not-found` for whoever is not the caller's ward, known or not.
    ///
    /// @param onBehalfOf null: for themselves
    Voice of(PersonCaller caller, @Nullable UUID onBehalfOf) {
        Person speaker = people.get(caller.personId());
        return onBehalfOf == null ? new Voice(speaker, null) : forWard(caller, speaker, new PersonId(onBehalfOf));
    }

    private Voice forWard(PersonCaller caller, Person speaker, PersonId id) {
        if (!caller.has(Role.GUARDIAN)) {
            throw new DomainException(ErrorCode.FORBIDDEN, "onBehalfOf: only with the role guardian");
        }
        Person ward = people.find(id)
                .filter(person -> person.isGuardedBy(speaker))
                .orElseThrow(() -> DomainException.notFound("ward"));
        return new Voice(ward, speaker.id());
    }
}
