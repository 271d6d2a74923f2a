package io.parley.consent.name;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.key.KeyGone;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonChanged;
import io.parley.consent.person.PersonRegistered;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Follows what people are called, in the transaction that changes it. Whose archive key of a time is destroyed, their
/// names that ended and were borne then are destroyed with it: nothing is left that they would explain.
@Component
class NameHistory {

    private final NameStore store;

    NameHistory(NameStore store) {
        this.store = store;
    }

    @EventListener
    void registered(PersonRegistered registered) {
        Person person = registered.person();
        store.begin(person.id(), Called.of(person.profile()), registered.effectiveAt());
    }

    @EventListener
    void changed(PersonChanged changed) {
        PersonId person = changed.after().id();
        Called now = Called.of(changed.after().profile());
        if (changed.after().deleted()) {
            store.end(person, changed.effectiveAt());
        } else if (!now.equals(Called.of(changed.before().profile()))) {
            store.end(person, changed.effectiveAt());
            store.begin(person, now, changed.effectiveAt());
        }
    }

    @EventListener
    void gone(KeyGone key) {
        if (key.purpose() == KeyPurpose.ARCHIVE && key.owner() != null) {
            Instant from = key.month().atDay(1).atStartOfDay(UTC).toInstant();
            Instant to = key.month().plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
            store.destroyEnded(key.owner(), from, to);
        }
    }
}
