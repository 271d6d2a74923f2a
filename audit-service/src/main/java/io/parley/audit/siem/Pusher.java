package io.parley.audit.siem;

import io.parley.audit.event.EventFeed;
import io.parley.audit.siem.ReceiverStore.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Pushes to one receiver, a batch per step. Used by one thread.
final class Pusher {

    private final String name;
    private final UUID holder;
    private final Transport transport;
    private final ReceiverStore store;
    private final EventFeed feed;
    private final SiemProperties properties;
    private final Clock clock;
    private int size;
    private @Nullable Lease held;
    private Instant renew = Instant.MIN;

    Pusher(
            Address receiver,
            Transport transport,
            ReceiverStore store,
            EventFeed feed,
            SiemProperties properties,
            Clock clock) {
        this.name = receiver.name();
        this.holder = UUID.randomUUID();
        this.transport = transport;
        this.store = store;
        this.feed = feed;
        this.properties = properties;
        this.clock = clock;
        this.size = properties.batch();
    }

    /// What a step came to.
    sealed interface Step {
        /// Another instance pushes to this receiver.
        record Elsewhere() implements Step {}

        /// It has everything.
        record UpToDate() implements Step {}

        record Delivered(int events) implements Step {}

        /// @param after how long the receiver asks to be left alone
        record Failed(String reason, Duration after) implements Step {}
    }

    String name() {
        return name;
    }

    Step step() throws InterruptedException {
        Lease lease = lease();
        if (lease == null) {
            return new Step.Elsewhere();
        }
        long size = feed.size();
        return lease.position() >= size ? new Step.UpToDate() : push(lease, size);
    }

    /// Lets another instance go on at once.
    void release() {
        held = null;
        transport.release();
        store.release(name, holder);
    }

    /// Renewed when half of it is over: a delivery that begins ends before the lease does.
    private @Nullable Lease lease() {
        Instant now = clock.instant();
        if (held == null || !now.isBefore(renew)) {
            held = store.take(name, holder, properties.lease()).orElse(null);
            renew = now.plus(properties.lease().dividedBy(2));
        }
        return held;
    }

    private Step push(Lease lease, long logSize) throws InterruptedException {
        long end = Math.min(logSize, lease.position() + size);
        Batch batch = Batch.of(
                lease.position(),
                end,
                feed.between(lease.position(), end),
                properties.bytes().toBytes());
        try {
            deliver(batch);
        } catch (NotDelivered failure) {
            return failed(lease, failure);
        }
        size = Math.min(properties.batch(), size * 2);
        return advanced(lease, batch);
    }

    private Step advanced(Lease lease, Batch batch) {
        if (!store.advance(lease, batch.end(), properties.lease())) {
            lose();
            return new Step.Elsewhere();
        }
        held = lease.at(batch.end());
        renew = clock.instant().plus(properties.lease().dividedBy(2));
        return new Step.Delivered(batch.events().size());
    }

    private Step failed(Lease lease, NotDelivered failure) {
        if (failure.reason().equals(NotDelivered.TOO_LARGE)) {
            size = Math.max(1, size / 2);
        }
        store.fail(lease, failure.reason());
        return new Step.Failed(failure.reason(), failure.after());
    }

    private void lose() {
        held = null;
        transport.release();
    }

    /// On a thread of its own that can be interrupted, so that no receiver takes longer than it may, whatever it does.
    private void deliver(Batch batch) throws NotDelivered, InterruptedException {
        if (batch.events().isEmpty()) {
            return;
        }
        try (ExecutorService delivery = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sent = delivery.submit(() -> {
                transport.deliver(batch);
                return batch;
            });
            await(sent);
        }
    }

    private void await(Future<?> sent) throws NotDelivered, InterruptedException {
        try {
            sent.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new NotDelivered("timeout", late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NotDelivered reason) {
                throw reason;
            }
            throw new NotDelivered("internal", failed.getCause());
        } finally {
            sent.cancel(true);
        }
    }
}
