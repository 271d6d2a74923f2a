package io.parley.consent.key;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.KeyId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.problem.DomainException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys that were destroyed and lie in the database again, since it was restored from a backup of before.
///
/// The journal is the topic of destroyed keys: compacted, one small record per key for ever, and in no backup of a
/// database. What it names and the database still opens is not given out. It is not destroyed here: a record of the
/// topic cannot show that two persons wanted it, so the worst that a forged one does can be undone. Until the journal
/// was read to its end no key is given out at all.
///
/// A region's own keys are replaced, not destroyed over a person; a restored database needs the one of its time.
final class ReturnedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ReturnedKeys.class);

    private final KeyStore store;
    private final DeadLetters deadLetters;
    private final TopicTail journal;
    private final Set<KeyId> withheld = ConcurrentHashMap.newKeySet();

    ReturnedKeys(KeyStore store, TopicTails tails, DeadLetters deadLetters, MeterRegistry meters) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.journal = tails.fromStart(Topics.KEY_DESTROYED, this::compare);
        Gauge.builder("parley.keys.returned", withheld, Set::size).register(meters);
    }

    TopicTail journal() {
        return journal;
    }

    /// The given ones without those that must stay destroyed.
    ///
    /// @throws DomainException `unavailable` while the journal was not read to its end
    List<WrappedKey> without(List<WrappedKey> keys) {
        if (!journal.caughtUp()) {
            throw DomainException.unavailable("the journal of destroyed keys", null);
        }
        return withheld.isEmpty()
                ? keys
                : keys.stream().filter(key -> !withheld.contains(key.id())).toList();
    }

    private void compare(Collection<ConsumerRecord<byte[], byte[]>> records) {
        Set<KeyId> destroyed = new HashSet<>();
        records.forEach(record -> ofPerson(record).ifPresent(destroyed::add));
        Set<KeyId> alive = store.alive(destroyed);
        destroyed.stream().filter(id -> !alive.contains(id)).forEach(withheld::remove);
        if (withheld.addAll(alive)) {
            LOG.error("{} destroyed keys are back and are withheld: was the database restored?", alive.size());
        }
    }

    private Optional<KeyId> ofPerson(ConsumerRecord<byte[], byte[]> record) {
        try {
            KeyDestroyed destroyed = KeyDestroyed.parseFrom(record.value());
            return destroyed.getOwnerId().isEmpty() ? Optional.empty() : Optional.of(KeyId.of(destroyed.getKeyId()));
        } catch (InvalidProtocolBufferException unreadable) {
            deadLetters.park(record, unreadable);
            return Optional.empty();
        }
    }
}
