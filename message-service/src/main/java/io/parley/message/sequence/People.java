package io.parley.message.sequence;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import java.util.Optional;

/// Who is registered here, and as what.
@FunctionalInterface
interface People {

    /// Empty for those who are not registered.
    Optional<PersonKind> kind(PersonId person);

    default boolean knows(PersonId person) {
        return kind(person).isPresent();
    }

    /// Whether the person may be brought into conversations and run them: who left may not.
    default boolean active(PersonId person) {
        return knows(person);
    }

    default boolean guest(PersonId person) {
        return kind(person).filter(PersonKind.GUEST::equals).isPresent();
    }

    default boolean employee(PersonId person) {
        return kind(person).filter(PersonKind.EMPLOYEE::equals).isPresent();
    }
}
