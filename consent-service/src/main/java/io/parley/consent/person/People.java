package io.parley.consent.person;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/// Reading the registry.
@Service
public class People {

    private final PersonStore store;

    People(PersonStore store) {
        this.store = store;
    }

    public Optional<Person> find(PersonId id) {
        return store.find(id);
    }

    /// Fails with `not-found` for somebody unknown.
    public Person get(PersonId id) {
        return store.find(id).orElseThrow(() -> new DomainException(ErrorCode.NOT_FOUND, "person: " + id));
    }

    /// Those of the given people who are registered, in no order.
    public List<Person> all(Collection<PersonId> ids) {
        return ids.isEmpty() ? List.of() : store.all(ids);
    }

    /// The minors whose guardian this is, ascending by id.
    public List<PersonId> wards(PersonId guardian) {
        return store.wards(guardian);
    }

    /// Those of the given people who are registered.
    public Set<PersonId> known(Collection<PersonId> ids) {
        return ids.isEmpty() ? Set.of() : store.known(ids);
    }
}
