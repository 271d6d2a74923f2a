package io.parley.consent.ledger;

import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import org.jspecify.annotations.Nullable;

/// Who speaks, and for whom.
///
/// @param person in whose ledger it stands
/// @param guardian who speaks for the person; null: they do themselves
record Voice(Person person, @Nullable PersonId guardian) {

    PersonId speaker() {
        return guardian == null ? person.id() : guardian;
    }
}
