package io.parley.gateway.region;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// One conversation of the fake message-service: its members and all that happened in it.
final class Talk {
    final Set<PersonId> members = ConcurrentHashMap.newKeySet();
    final List<MessageAccepted> facts = new CopyOnWriteArrayList<>();
    volatile long purges;
}
