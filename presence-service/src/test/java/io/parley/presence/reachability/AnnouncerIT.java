package io.parley.presence.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PresenceChanged;
import io.parley.contracts.event.Reachability;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.testing.WithStores;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// Several instances are several callers of the same Redis: the announcer keeps nothing of its own.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"parley.presence.sweep-interval=100ms", "parley.presence.announce-lease=2s"})
@WithStores
class AnnouncerIT {

    private static final int INSTANCES = 8;

    private final List<PresenceChanged> news = new CopyOnWriteArrayList<>();

    @Autowired
    private SessionStore store;

    @Autowired
    private Announcer announcer;

    @Autowired
    private TopicTails tails;

    @Autowired
    private RecordReader reader;

    @Autowired
    private Clock clock;

    private TopicTail tail;

    @BeforeEach
    void listen() {
        tail = tails.fromEnd(
                List.of(Topics.PRESENCE_CHANGED),
                records -> reader.read(records, PresenceChanged.parser()).forEach(read -> news.add(read.value())));
        tail.start();
        await().until(tail::caughtUp);
    }

    @AfterEach
    void stop() {
        tail.stop();
    }

    @Test
    void announcesAChangeOnceHoweverManyInstancesNotice() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            PersonId person = connected();
            settleByAllAtOnce(person);
            await().untilAsserted(() -> assertThat(states(person)).isNotEmpty());
            PersonId later = connected();
            announcer.settle(later);
            await().untilAsserted(() -> assertThat(states(later)).isNotEmpty());
            assertThat(states(person)).containsExactly(Reachability.ONLINE);
        }
    }

    private void settleByAllAtOnce(PersonId person) throws InterruptedException {
        List<Thread> instances = IntStream.range(0, INSTANCES)
                .mapToObj(i -> Thread.ofPlatform().unstarted(() -> announcer.settle(person)))
                .toList();
        instances.forEach(Thread::start);
        for (Thread instance : instances) {
            instance.join();
        }
    }

    @Test
    void isAnnouncedByAnotherWhenTheOneWhoClaimedItDied() {
        PersonId person = connected();
        assertThat(store.claim(person)).isNotNull();
        announcer.settle(person);
        assertThat(states(person)).isEmpty();
        await().untilAsserted(() -> assertThat(states(person)).containsExactly(Reachability.ONLINE));
    }

    @Test
    void isAnnouncedAsGoneWhenTheOneWhoClaimedThatDied() {
        PersonId person = connected();
        announcer.settle(person);
        store.leave(person, "session", clock.instant());
        assertThat(store.claim(person)).isNotNull();
        announcer.settle(person);
        await().untilAsserted(
                        () -> assertThat(states(person)).containsExactly(Reachability.ONLINE, Reachability.OFFLINE));
    }

    private PersonId connected() {
        PersonId person = PersonId.next();
        store.touch(person, "session", clock.instant(), clock.instant().plusSeconds(60));
        return person;
    }

    private List<Reachability> states(PersonId person) {
        return news.stream()
                .filter(change -> change.getPersonId().equals(person.bytes()))
                .map(PresenceChanged::getState)
                .toList();
    }
}
