package io.parley.archive;

import io.parley.archive.gate.BasisRecords;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.BasisEntry;
import io.parley.contracts.event.BasisRecord;
import io.parley.contracts.event.Ground;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.core.KafkaTemplate;

/// Plays consent-service's part on the basis topic.
final class Bases {

    private static final Map<PersonId, List<BasisEntry>> HISTORIES = new ConcurrentHashMap<>();

    private final KafkaTemplate<byte[], byte[]> kafka;

    Bases(KafkaTemplate<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    PersonId consenting() {
        PersonId person = PersonId.next();
        change(person, Ground.CONSENT, Time.next());
        return person;
    }

    Instant withdraw(PersonId person) {
        return change(person, Ground.NONE, Time.next());
    }

    Instant change(PersonId person, Ground ground, Instant at) {
        List<BasisEntry> history = HISTORIES.computeIfAbsent(person, one -> new ArrayList<>());
        history.add(BasisRecords.entry(at.toEpochMilli(), ground));
        send(BasisRecords.history(person, "archive", history));
        return at;
    }

    /// Everything so far is complete.
    void complete() {
        send(BasisRecords.watermark(Time.next().toEpochMilli()));
    }

    private void send(BasisRecord record) {
        kafka.send(Topics.BASIS, BasisRecords.key(record), record.toByteArray()).join();
    }
}
