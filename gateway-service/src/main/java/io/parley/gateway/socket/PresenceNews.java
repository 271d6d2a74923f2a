package io.parley.gateway.socket;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PresenceChanged;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Brings changes of presence to those who watch, each as far as the watched person allows. For a person who shows
/// themselves to contacts only, presence-service is asked which of the watchers are; while it cannot say, all are told
/// `unknown`.
@Component
final class PresenceNews {

    private static final Logger LOG = LoggerFactory.getLogger(PresenceNews.class);

    private final Sessions sessions;
    private final RecordReader reader;
    private final Reachabilities presence;

    PresenceNews(Sessions sessions, RecordReader reader, Reachabilities presence) {
        this.sessions = sessions;
        this.reader = reader;
        this.presence = presence;
    }

    void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        var present = records.stream()
                .filter(record -> Objects.nonNull(record.value()))
                .toList();
        reader.read(present, PresenceChanged.parser()).forEach(read -> tell(read.value()));
    }

    private void tell(PresenceChanged change) {
        PersonId person = PersonId.of(change.getPersonId());
        Session[] watchers = sessions.watchers().of(person);
        if (watchers.length == 0) {
            return;
        }
        if (change.getContactsOnly()) {
            tellContacts(person, change, watchers);
        } else {
            Broadcast.send(watchers, ServerFrames.presence(change), session -> true);
        }
    }

    private void tellContacts(PersonId person, PresenceChanged change, Session[] watchers) {
        Set<PersonId> seeing;
        try {
            seeing = seeing(person, watchers);
        } catch (DomainException | RestClientException down) {
            LOG.warn(
                    "Who may see a change of presence is unknown: {}",
                    down.getClass().getSimpleName());
            Broadcast.send(watchers, ServerFrames.presence(person, "unknown", null), session -> true);
            return;
        }
        Broadcast.send(watchers, ServerFrames.presence(change), session -> seeing.contains(session.person()));
        if (change.getNarrowed()) {
            Broadcast.send(
                    watchers,
                    ServerFrames.presence(person, "offline", null),
                    session -> !seeing.contains(session.person()));
        }
    }

    private Set<PersonId> seeing(PersonId person, Session[] watchers) {
        var asking = Arrays.stream(watchers)
                .map(session -> session.person().value())
                .distinct()
                .toList();
        return presence.viewers(new Reachabilities.Asking(person.value(), asking)).stream()
                .map(PersonId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
