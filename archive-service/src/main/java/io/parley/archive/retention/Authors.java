package io.parley.archive.retention;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.identity.Person;
import io.parley.platform.identity.PersonDirectory;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the registry says today of who wrote something.
@Component
class Authors {

    private final PersonDirectory people;

    Authors(PersonDirectory people) {
        this.people = people;
    }

    Author of(@Nullable PersonId sender) {
        return sender == null
                ? Author.UNKNOWN
                : people.find(sender).map(Authors::author).orElseGet(() -> new Author(sender, null, null, Set.of()));
    }

    private static Author author(Person person) {
        @Nullable PersonKind kind = person.kind() == PersonKind.PERSON_KIND_UNSPECIFIED ? null : person.kind();
        return new Author(person.id(), kind, person.region(), person.groups());
    }
}
