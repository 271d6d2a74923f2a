package io.parley.presence.reachability;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.SessionChanged;
import io.parley.contracts.event.SessionState;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes the sessions that gateways report. Of several reports of one session in a batch only the last counts.
@Component
class SessionListener {

    private final RecordReader reader;
    private final SessionStore store;
    private final Announcer announcer;
    private final PresenceProperties properties;

    SessionListener(RecordReader reader, SessionStore store, Announcer announcer, PresenceProperties properties) {
        this.reader = reader;
        this.store = store;
        this.announcer = announcer;
        this.properties = properties;
    }

    @KafkaListener(topics = Topics.SESSION_CHANGED, groupId = "presence-service.sessions")
    void changed(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<PersonId> concerned = new LinkedHashSet<>();
        for (SessionChanged session : latest(reader.read(records, SessionChanged.parser()))) {
            PersonId person = PersonId.of(session.getPersonId());
            if (apply(person, session)) {
                concerned.add(person);
            }
        }
        concerned.forEach(announcer::settle);
    }

    private static Collection<SessionChanged> latest(List<ReadRecord<SessionChanged>> reports) {
        Map<Object, SessionChanged> bySession = new LinkedHashMap<>();
        reports.forEach(report -> bySession.put(report.value().getSessionId(), report.value()));
        return bySession.values();
    }

    /// A report lives from the instant the gateway made it, so an old one, read late, brings nobody back.
    ///
    /// @return false when it said no more than that a known session goes on, as nearly all reports do
    private boolean apply(PersonId person, SessionChanged session) {
        String name = Ids.uuid(session.getSessionId()).toString();
        Instant at = Instant.ofEpochMilli(session.getAtMs());
        if (session.getState() == SessionState.DISCONNECTED) {
            store.leave(person, name, at);
            return true;
        }
        boolean unknown = store.touch(person, name, at, at.plus(properties.heartbeatTtl()));
        return unknown || session.getState() == SessionState.CONNECTED;
    }
}
