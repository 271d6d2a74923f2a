package io.parley.presence.reachability;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PresenceChanged;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Tells the gateways when what others may see of a person changed: once, however many instances notice. It is noted as
/// told only after Kafka has it, so a crash between repeats the news instead of losing it.
@Component
class Announcer {

    private static final long WAIT_SECONDS = 15;

    private final SessionStore store;
    private final KafkaTemplate<byte[], byte[]> kafka;

    Announcer(SessionStore store, KafkaTemplate<byte[], byte[]> kafka) {
        this.store = store;
        this.kafka = kafka;
    }

    /// When another instance is announcing this person just now, the sweep looks at them again shortly after.
    void settle(PersonId person) {
        if (!store.standing(person).mustBeAnnounced()) {
            return;
        }
        String claim = store.claim(person);
        if (claim == null) {
            return;
        }
        String told = "";
        try {
            Standing standing = store.standing(person);
            if (standing.mustBeAnnounced()) {
                send(person, standing);
                told = standing.announcement();
            }
        } finally {
            store.release(person, claim, told);
        }
    }

    private void send(PersonId person, Standing standing) {
        @Nullable Instant lastSeen = standing.lastSeenByOthers();
        byte[] news = PresenceChanged.newBuilder()
                .setPersonId(person.bytes())
                .setState(standing.seenByOthers())
                .setLastSeenMs(lastSeen == null ? 0 : lastSeen.toEpochMilli())
                .setContactsOnly(standing.visibility() == Visibility.CONTACTS)
                .setNarrowed(standing.narrowed())
                .build()
                .toByteArray();
        try {
            kafka.send(Topics.PRESENCE_CHANGED, person.bytes().toByteArray(), news)
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("Kafka", interrupted);
        } catch (ExecutionException | TimeoutException down) {
            throw DomainException.unavailable("Kafka", down);
        }
    }
}
