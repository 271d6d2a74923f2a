package io.parley.gateway.socket;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.Nudge;
import io.parley.platform.identity.Person;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.problem.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Tells those who are connected here that notices or courses await them, when consent-service says that some may. How
/// many it asks that service, for all of them together; while it cannot say, nobody is told.
@Component
final class Nudges {

    private static final Logger LOG = LoggerFactory.getLogger(Nudges.class);
    private static final int MOST_AT_ONCE = 1000;

    private final Sessions sessions;
    private final PersonDirectory people;
    private final RecordReader reader;
    private final Awaited awaited;

    Nudges(Sessions sessions, PersonDirectory people, RecordReader reader, Awaited awaited) {
        this.sessions = sessions;
        this.people = people;
        this.reader = reader;
        this.awaited = awaited;
    }

    void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        reader.read(records, Nudge.parser()).forEach(read -> tell(read.value()));
    }

    private void tell(Nudge nudge) {
        List<UUID> concerned = concerned(nudge);
        for (int from = 0; from < concerned.size(); from += MOST_AT_ONCE) {
            tell(concerned.subList(from, Math.min(from + MOST_AT_ONCE, concerned.size())));
        }
    }

    private List<UUID> concerned(Nudge nudge) {
        Set<PersonId> only =
                nudge.getPersonIdsList().stream().map(PersonId::of).collect(Collectors.toUnmodifiableSet());
        return sessions.all().stream()
                .map(Session::person)
                .distinct()
                .filter(person -> only.isEmpty() || only.contains(person))
                .filter(person -> people.find(person)
                        .filter(known -> isMeant(nudge, known))
                        .isPresent())
                .map(PersonId::value)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean isMeant(Nudge nudge, Person person) {
        return (nudge.getKindsCount() == 0 || nudge.getKindsList().contains(person.kind()))
                && (nudge.getRegionsCount() == 0 || nudge.getRegionsList().contains(person.region()));
    }

    private void tell(List<UUID> concerned) {
        try {
            awaited.by(new PeopleAsked(concerned)).stream()
                    .filter(Awaited.Awaiting::isAnything)
                    .forEach(this::tell);
        } catch (DomainException | RestClientException down) {
            LOG.warn(
                    "People were not told that a notice awaits them: {}",
                    down.getClass().getSimpleName());
        }
    }

    private void tell(Awaited.Awaiting awaiting) {
        Broadcast.send(
                sessions.people().of(new PersonId(awaiting.personId())),
                ServerFrames.notice(awaiting),
                session -> true);
    }
}
