package io.parley.presence.reachability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Who shares a conversation with whom, asked of message-service and kept for a moment: whoever leaves a conversation
/// may see a person that much longer.
@Component
class Contacts {

    private static final long MOST = 200_000;

    private final ContactCalls messages;
    private final Cache<Pair, Boolean> known;

    Contacts(ContactCalls messages, PresenceProperties properties) {
        this.messages = messages;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(properties.contactsKept())
                .build();
    }

    private record Pair(PersonId person, PersonId other) {}

    /// Those of the others who are contacts of the person.
    ///
    /// @throws DomainException `unavailable` when that cannot be told: nobody is a contact by default
    Set<PersonId> of(PersonId person, Collection<PersonId> others) {
        Set<PersonId> found = new HashSet<>();
        Set<PersonId> unknown = new HashSet<>();
        for (PersonId other : others) {
            Boolean sharing = known.getIfPresent(new Pair(person, other));
            if (sharing == null) {
                unknown.add(other);
            } else if (sharing) {
                found.add(other);
            }
        }
        if (!unknown.isEmpty()) {
            found.addAll(ask(person, unknown));
        }
        return found;
    }

    private Set<PersonId> ask(PersonId person, Set<PersonId> others) {
        List<UUID> ids = others.stream().map(PersonId::value).toList();
        Set<PersonId> sharing = answer(person, ids);
        others.forEach(other -> known.put(new Pair(person, other), sharing.contains(other)));
        return sharing;
    }

    private Set<PersonId> answer(PersonId person, List<UUID> ids) {
        try {
            return messages.contacts(person.value(), new ContactCalls.Among(ids)).stream()
                    .map(PersonId::new)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (RestClientException refused) {
            throw DomainException.unavailable("message-service", refused);
        }
    }
}
