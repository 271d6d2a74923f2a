package io.parley.presence.reachability;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.Reachability;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/// How reachable people are, as far as the one who asks may see.
@Service
public class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final SessionStore store;
    private final Announcer announcer;
    private final Contacts contacts;

    Presence(SessionStore store, Announcer announcer, Contacts contacts) {
        this.store = store;
        this.announcer = announcer;
        this.contacts = contacts;
    }

    /// @param state `online`, `away`, `offline`, or `unknown` while Redis is down, or while nobody can tell whether the
    ///     one who asks is a contact
    public record Seen(
            PersonId person, String state, @Nullable Instant lastSeen) {

        static Seen unknown(PersonId person) {
            return new Seen(person, "unknown", null);
        }
    }

    public List<Seen> seen(Collection<PersonId> people, PersonId by) {
        Map<PersonId, Standing> standings = new LinkedHashMap<>();
        try {
            people.forEach(person -> standings.put(person, store.standing(person)));
        } catch (DataAccessException redisDown) {
            LOG.warn("Presence is unknown: {}", redisDown.getClass().getSimpleName());
            return people.stream().map(Seen::unknown).toList();
        }
        @Nullable Set<PersonId> contactsOfBy = contactsAmong(standings, by);
        return standings.entrySet().stream()
                .map(one -> seen(one.getKey(), one.getValue(), by, contactsOfBy))
                .toList();
    }

    /// Null when it cannot be told.
    private @Nullable Set<PersonId> contactsAmong(Map<PersonId, Standing> standings, PersonId by) {
        List<PersonId> restricted = standings.entrySet().stream()
                .filter(one -> one.getValue().visibility() == Visibility.CONTACTS)
                .map(Map.Entry::getKey)
                .filter(person -> !person.equals(by))
                .toList();
        try {
            return contacts.of(by, restricted);
        } catch (DomainException down) {
            LOG.warn("Contacts are unknown: {}", down.detail());
            return null;
        }
    }

    private static Seen seen(PersonId person, Standing standing, PersonId by, @Nullable Set<PersonId> contactsOfBy) {
        if (person.equals(by)) {
            return new Seen(person, code(standing.actual()), standing.lastSeen());
        }
        return switch (standing.visibility()) {
            case EVERYONE -> shown(person, standing);
            case NOBODY -> hidden(person);
            case CONTACTS -> {
                if (contactsOfBy == null) {
                    yield Seen.unknown(person);
                }
                yield contactsOfBy.contains(person) ? shown(person, standing) : hidden(person);
            }
        };
    }

    private static Seen shown(PersonId person, Standing standing) {
        return new Seen(person, code(standing.actual()), standing.lastSeen());
    }

    private static Seen hidden(PersonId person) {
        return new Seen(person, code(Reachability.OFFLINE), null);
    }

    /// Those of the watchers who may see a person who shows themselves to contacts: contacts, and the person.
    public List<PersonId> viewers(PersonId person, Collection<PersonId> watchers) {
        Set<PersonId> allowed = contacts.of(
                person,
                watchers.stream().filter(watcher -> !watcher.equals(person)).toList());
        return watchers.stream()
                .filter(watcher -> watcher.equals(person) || allowed.contains(watcher))
                .toList();
    }

    public void choose(PersonId person, Visibility visibility, boolean away) {
        store.choose(person, visibility, away);
        announcer.settle(person);
    }

    private static String code(Reachability state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
