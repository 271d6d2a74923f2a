package io.parley.presence.reachability;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.Reachability;
import java.time.Instant;
import java.util.Locale;
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

    Presence(SessionStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    /// @param state `online`, `away`, `offline`, or `unknown` while Redis is down
    public record Seen(
            PersonId person, String state, @Nullable Instant lastSeen) {}

    public Seen seen(PersonId person, PersonId by) {
        try {
            Standing standing = store.standing(person);
            return person.equals(by)
                    ? new Seen(person, code(standing.actual()), standing.lastSeen())
                    : new Seen(person, code(standing.seenByOthers()), standing.lastSeenByOthers());
        } catch (DataAccessException redisDown) {
            LOG.warn("Presence is unknown: {}", redisDown.getClass().getSimpleName());
            return new Seen(person, "unknown", null);
        }
    }

    public void choose(PersonId person, Visibility visibility, boolean away) {
        store.choose(person, visibility, away);
        announcer.settle(person);
    }

    private static String code(Reachability state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
