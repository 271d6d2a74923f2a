package io.parley.platform.audit;

import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.outbox.Outbox;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/// Two ways to record, by what is recorded: a change together with its transaction, a read or refusal before its
/// answer leaves (architecture §6).
///
/// Both are numbered without a gap, so that audit-service notices a missing event: changes in streams that the database
/// keeps, the rest in one stream per process. The number of an event that could not be sent, so that its answer was
/// refused, is given back by an event that says so.
public final class AuditTrail {

    private static final long WAIT_SECONDS = 5;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final @Nullable Outbox outbox;
    private final ParleyProperties properties;
    private final Clock clock;
    private final UUID stream = UUID.randomUUID();
    private final AtomicLong last = new AtomicLong();
    private final Queue<Long> unused = new ConcurrentLinkedQueue<>();

    AuditTrail(KafkaTemplate<byte[], byte[]> kafka, @Nullable Outbox outbox, ParleyProperties properties, Clock clock) {
        this.kafka = kafka;
        this.outbox = outbox;
        this.properties = properties;
        this.clock = clock;
    }

    /// Within the transaction of the change: both are durable or neither is.
    public void record(AuditEvent event) {
        event.parts().forEach(this::recordPart);
    }

    private void recordPart(AuditEvent event) {
        if (outbox == null) {
            throw new IllegalStateException("audit: no database here (expected: recordNow)");
        }
        AuditRecorded recorded = wire(event);
        outbox.appendNumbered(
                Topics.AUDIT_RECORDED, Ids.array(event.id()), (stream, number) -> bytes(recorded, stream, number));
    }

    /// Returns when the broker holds the event. Fails closed: without it the caller must not answer.
    public void recordNow(AuditEvent event) {
        try {
            send(event).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("the audit trail", interrupted);
        } catch (ExecutionException | TimeoutException down) {
            throw DomainException.unavailable("the audit trail", down);
        }
    }

    /// The same without a waiting thread, for the reactive edge: answer only when it completed normally.
    public CompletableFuture<?> send(AuditEvent event) {
        List<AuditEvent> parts = event.parts();
        return parts.size() == 1
                ? sendPart(event)
                : CompletableFuture.allOf(parts.stream().map(this::sendPart).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> sendPart(AuditEvent event) {
        return send(event, last.incrementAndGet());
    }

    private CompletableFuture<?> send(AuditEvent event, long number) {
        try {
            return kafka.send(Topics.AUDIT_RECORDED, Ids.array(event.id()), bytes(wire(event), stream, number))
                    .whenComplete((sent, failure) -> settle(number, failure));
        } catch (RuntimeException down) {
            unused.add(number);
            return CompletableFuture.failedFuture(DomainException.unavailable("the audit trail", down));
        }
    }

    /// Not on the producer's own thread: sending may block there for ever.
    private void settle(long number, @Nullable Throwable failure) {
        if (failure != null) {
            unused.add(number);
        } else if (!unused.isEmpty()) {
            Thread.startVirtualThread(this::giveBack);
        }
    }

    private void giveBack() {
        for (int waiting = unused.size(); waiting > 0; waiting--) {
            Long number = unused.poll();
            if (number != null) {
                send(AuditEvent.of(AuditAction.AUDIT_NUMBER_VOIDED).failed().by("service", serviceName()), number);
            }
        }
    }

    private AuditRecorded wire(AuditEvent event) {
        return event.toRecord(clock.instant(), properties.region(), serviceName());
    }

    private String serviceName() {
        return properties.service() + "-service";
    }

    private static byte[] bytes(AuditRecorded event, UUID stream, long number) {
        return event.toBuilder()
                .setStream(Ids.bytes(stream))
                .setNumber(number)
                .build()
                .toByteArray();
    }
}
