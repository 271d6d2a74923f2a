package io.parley.archive.export;

import io.parley.contracts.PersonId;
import io.parley.platform.identity.Person;
import java.util.Locale;

/// A person as an export shows them: the id is for good, the names are the registry's of the day.
///
/// @param kind `employee`, `guest`, `minor` or `bot`; `unknown` for whom the registry does not know any more
record Somebody(PersonId id, String name, String userName, String kind) {

    static Somebody of(Person person) {
        return new Somebody(
                person.id(),
                person.displayName(),
                person.userName(),
                person.kind().name().toLowerCase(Locale.ROOT));
    }

    static Somebody unknown(PersonId id) {
        return new Somebody(id, "", "", "unknown");
    }

    boolean isBot() {
        return kind.equals("bot");
    }

    /// What to call them where there is one field only.
    String shown() {
        return name.isBlank() ? id.toString() : name;
    }

    @Override
    public String toString() {
        return "Somebody[" + id + "]";
    }
}
