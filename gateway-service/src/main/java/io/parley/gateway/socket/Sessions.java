package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// Every session of this gateway, and who listens to what.
@Component
final class Sessions {

    private final Set<Session> all = ConcurrentHashMap.newKeySet();
    private final Set<Session> greeting = ConcurrentHashMap.newKeySet();
    private final Audience<PersonId> people = new Audience<>();
    private final Audience<ConversationId> rooms = new Audience<>();
    private final Audience<PersonId> watchers = new Audience<>();

    int count() {
        return all.size();
    }

    Collection<Session> all() {
        return Collections.unmodifiableSet(all);
    }

    void open(Session session) {
        all.add(session);
    }

    /// From here on, what happens in the person's conversations is noted for the session.
    void greeting(Session session) {
        greeting.add(session);
        people.join(session.person(), session);
    }

    void greeted(Session session) {
        greeting.remove(session);
    }

    void depart(Session session) {
        all.remove(session);
        greeting.remove(session);
        people.leave(session.person(), session);
    }

    /// To be called before [#rooms()] is asked; see [Session#greet].
    void touch(ConversationId conversation) {
        if (!greeting.isEmpty()) {
            greeting.forEach(session -> session.touch(conversation));
        }
    }

    void eachGreeting(Consumer<Session> told) {
        greeting.forEach(told);
    }

    Audience<PersonId> people() {
        return people;
    }

    Audience<ConversationId> rooms() {
        return rooms;
    }

    Audience<PersonId> watchers() {
        return watchers;
    }
}
