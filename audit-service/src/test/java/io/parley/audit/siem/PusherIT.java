package io.parley.audit.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.audit.event.EventFeed;
import io.parley.audit.siem.Pusher.Step;
import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/// Instances that share a receiver, and what is left of a batch when one of them is killed.
class PusherIT extends RunningAuditService {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Autowired
    private ReceiverStore store;

    @Autowired
    private EventFeed feed;

    @Autowired
    private JdbcClient jdbc;

    private final String name = "r-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Long> got = new ArrayList<>();
    private long start;

    @BeforeEach
    void addReceiver() {
        // Not from the beginning: what other tests have erased there is left out.
        start = feed.size();
        jdbc.sql("INSERT INTO siem_receiver (name, kind, destination, digest, position)"
                        + " VALUES (?, 'kafka', 't', 'd', ?)")
                .params(name, start)
                .update();
        for (int i = 0; i < 5; i++) {
            UUID id = AuditRegion.id();
            AuditRegion.record(AuditRecorded.newBuilder()
                    .setEventId(Ids.bytes(id))
                    .setAtMs(1)
                    .setService("archive-service")
                    .setAction("archive.viewed")
                    .setOutcome("success"));
            region.awaitEvent(id, GRACE);
        }
    }

    @Test
    void oneInstancePushesAndTheNextGoesOnWhereItStopped() throws InterruptedException {
        Pusher one = pusher(this::take);
        Pusher two = pusher(this::take);

        assertThat(one.step()).isEqualTo(new Step.Delivered(2));
        assertThat(two.step()).isEqualTo(new Step.Elsewhere());
        one.release();
        assertThat(two.step()).isEqualTo(new Step.Delivered(2));
        assertThat(one.step()).isEqualTo(new Step.Elsewhere());

        assertThat(got).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void whoWasThoughtDeadMovesNothing() throws InterruptedException {
        Pusher one = pusher(this::take);
        one.step();
        lapse();
        Pusher two = pusher(this::take);
        two.step();

        assertThat(one.step()).isEqualTo(new Step.Elsewhere());

        assertThat(position()).isEqualTo(4);
        assertThat(two.step()).isEqualTo(new Step.Delivered(2));
        assertThat(got.stream().distinct()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void killedBetweenDeliveryAndItsNoteTheBatchComesAgain() throws InterruptedException {
        Pusher killed = pusher(batch -> {
            take(batch);
            throw new IllegalStateException("killed");
        });
        assertThat(killed.step()).isEqualTo(new Step.Failed("internal", Duration.ZERO));
        lapse();

        assertThat(pusher(this::take).step()).isEqualTo(new Step.Delivered(2));
        assertThat(got).containsExactly(0L, 1L, 0L, 1L);
    }

    @Test
    void whoIsTooSlowIsInterrupted() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        Pusher slow = pusher(_ -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });

        assertThat(slow.step()).isEqualTo(new Step.Failed("timeout", Duration.ZERO));
        assertThat(interrupted.getCount()).isZero();
        assertThat(position()).isZero();
    }

    @Test
    void whoFindsABatchTooLargeGetsHalfOfIt() throws InterruptedException {
        Pusher pusher = pusher(batch -> {
            if (batch.events().size() > 1) {
                throw new NotDelivered(NotDelivered.TOO_LARGE, null);
            }
            take(batch);
        });

        assertThat(pusher.step()).isInstanceOf(Step.Failed.class);
        assertThat(pusher.step()).isEqualTo(new Step.Delivered(1));
        assertThat(got).containsExactly(0L);
    }

    @Test
    void aPositionNeverGoesBack() {
        assertThatThrownBy(() -> jdbc.sql("UPDATE siem_receiver SET position = position - 1 WHERE name = ?")
                        .param(name)
                        .update())
                .hasMessageContaining("expected: at least " + start);
    }

    private void take(Batch batch) {
        batch.events().forEach(event -> got.add(event.index() - start));
    }

    private Pusher pusher(Transport transport) {
        var properties = new SiemProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                LONG,
                Duration.ofSeconds(1),
                LONG,
                2,
                DataSize.ofMegabytes(1),
                Map.of());
        return new Pusher(
                new Address(name, "kafka", "t", "d", true), transport, store, feed, properties, Clock.systemUTC());
    }

    @AfterEach
    void takeReceiverAway() {
        jdbc.sql("UPDATE siem_receiver SET removed_at = now() WHERE name = ?")
                .param(name)
                .update();
    }

    private void lapse() {
        jdbc.sql("UPDATE siem_receiver SET held_until = clock_timestamp() - interval '1 second' WHERE name = ?")
                .param(name)
                .update();
    }

    private long position() {
        return store.find(name).orElseThrow().position() - start;
    }
}
