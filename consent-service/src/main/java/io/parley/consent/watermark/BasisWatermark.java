package io.parley.consent.watermark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.parley.contracts.Topics;
import io.parley.contracts.event.BasisRecord;
import io.parley.contracts.event.Watermark;
import io.parley.platform.outbox.OutboxDrained;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells readers of the basis topic up to which instant they have seen every change.
///
/// A watermark is first fixed and committed under the lock of all basis changes: what was changed up to it is then in
/// Kafka, and what will be changed gets a later instant. From there on it is true whenever, and by whichever instance,
/// it is sent. When the lock, the database or the broker is missing there is none, and the archive waits.
@Component
class BasisWatermark implements OutboxDrained {

    private static final byte[] KEY = "watermark".getBytes(US_ASCII);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final long SEND_SECONDS = 5;

    private final BasisClock basisClock;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final TransactionTemplate transaction;
    private final long intervalNanos;
    private final Clock clock;
    private long lastBeat;
    private volatile long lastSentMs;

    BasisWatermark(
            BasisClock basisClock,
            KafkaTemplate<byte[], byte[]> kafka,
            PlatformTransactionManager transactions,
            WatermarkProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.basisClock = basisClock;
        this.kafka = kafka;
        this.transaction = new TransactionTemplate(transactions);
        this.intervalNanos = properties.watermarkInterval().toNanos();
        this.clock = clock;
        this.lastBeat = System.nanoTime() - intervalNanos;
        this.lastSentMs = clock.millis();
        TimeGauge.builder("parley.consent.watermark.age", this, TimeUnit.MILLISECONDS, BasisWatermark::ageMs)
                .description("Time since this instance last sent a watermark; only the one that relays does")
                .register(meters);
    }

    @Override
    public void drained() {
        if (System.nanoTime() - lastBeat >= intervalNanos) {
            lastBeat = System.nanoTime();
            fix().ifPresent(this::send);
        }
    }

    /// Empty: nothing new can be promised.
    OptionalLong fix() {
        return transaction.execute(status -> {
            long now = basisClock.lockAndRead(LONGEST_WAIT);
            BasisClock.Reading reading = basisClock.read();
            long upTo = basisClock
                    .oldestUnsent()
                    .map(BasisWatermark::effectiveAt)
                    .map(unsent -> unsent - 1)
                    .orElse(Math.max(now, reading.effectiveAtMs()));
            if (upTo <= reading.watermarkMs()) {
                return OptionalLong.empty();
            }
            basisClock.saveWatermark(upTo);
            return OptionalLong.of(upTo);
        });
    }

    private void send(long upToMs) {
        BasisRecord record = BasisRecord.newBuilder()
                .setWatermark(Watermark.newBuilder().setCompleteUpToMs(upToMs))
                .build();
        try {
            kafka.send(Topics.BASIS, KEY, record.toByteArray()).get(SEND_SECONDS, TimeUnit.SECONDS);
            lastSentMs = clock.millis();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("watermark: interrupted while sending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("watermark: the broker did not take it", e);
        }
    }

    /// Histories end with the change that published them.
    private static long effectiveAt(byte[] payload) {
        try {
            return BasisRecord.parseFrom(payload)
                    .getHistory()
                    .getEntriesList()
                    .getLast()
                    .getEffectiveAtMs();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("outbox: a basis record cannot be read", e);
        }
    }

    private double ageMs() {
        return clock.millis() - lastSentMs;
    }
}
