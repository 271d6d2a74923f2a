package io.parley.consent.notice;

import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What of a person decides whether a notice is for them.
///
/// @param groups the departments the person belongs to
/// @param languages tags (BCP 47); empty: not known
public record Reader(PersonKind kind, String region, Set<UUID> groups, List<String> languages) {

    public Reader {
        groups = Set.copyOf(groups);
        languages = List.copyOf(languages);
    }

    public static Reader of(Person person) {
        return new Reader(
                person.profile().kind(),
                person.profile().region(),
                person.groups(),
                person.profile().languages());
    }
}
