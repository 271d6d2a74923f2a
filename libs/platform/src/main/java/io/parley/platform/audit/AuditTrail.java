package io.parley.platform.audit;

import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.platform.outbox.Outbox;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/// Two ways to record, by what is recorded: a change together with its transaction, a read or refusal before its
/// answer leaves (architecture §6).
public final class AuditTrail {

    private static final long WAIT_SECONDS = 5;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final @Nullable Outbox outbox;
    private final ParleyProperties properties;
    private final Clock clock;

    AuditTrail(KafkaTemplate<byte[], byte[]> kafka, @Nullable Outbox outbox, ParleyProperties properties, Clock clock) {
        this.kafka = kafka;
        this.outbox = outbox;
        this.properties = properties;
        this.clock = clock;
    }

    /// Within the transaction of the change: both are durable or neither is.
    public void record(AuditEvent event) {
        if (outbox == null) {
            throw new IllegalStateException("audit: no database here (expected: recordNow)");
        }
        outbox.append(Topics.AUDIT_RECORDED, Ids.array(event.id()), bytes(event));
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
        try {
            return kafka.send(Topics.AUDIT_RECORDED, Ids.array(event.id()), bytes(event));
        } catch (RuntimeException down) {
            return CompletableFuture.failedFuture(DomainException.unavailable("the audit trail", down));
        }
    }

    private byte[] bytes(AuditEvent event) {
        return event.toRecord(clock.instant(), properties.region(), properties.service() + "-service")
                .toByteArray();
    }
}
