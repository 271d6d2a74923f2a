package io.parley.platform.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.Instance;
import io.parley.platform.trace.RecordTraces;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/// Puts commands on the message path and completes each with its outcome. Whoever reads the outcome topics hands the
/// records in.
///
/// Each submission carries a name of its own in the `origin` header, and message-service echoes it: two submissions of
/// one command id get each their own outcome, for the second may be a repeat of the first or a misuse of its id. A
/// submission without an outcome is given up after ten minutes; it is safe to submit the same command again.
public final class Submissions {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    /// A quarter of the producer's buffer: below it a send does not wait for room.
    private static final long ROOM_BYTES = 8L << 20;
    /// Well within the time after which the producer forgets an unused topic and would have to ask for it again.
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Clock clock;
    private final RecordTraces traces;
    private final byte[] prefix;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong unsentBytes = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final Timer accept;
    private volatile long lastSentMs;

    Submissions(
            KafkaTemplate<byte[], byte[]> kafka,
            Instance instance,
            MeterRegistry metrics,
            Clock clock,
            RecordTraces traces) {
        this.kafka = kafka;
        this.clock = clock;
        this.traces = traces;
        this.accept = Timer.builder("parley.accept")
                .description("From the submission of a command to its outcome")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(metrics);
        this.prefix = (instance.name() + "/").getBytes(StandardCharsets.UTF_8);
    }

    private record Pending(CompletableFuture<Outcome> outcome, long sinceMs) {}

    @Scheduled(fixedRateString = "PT30S")
    void giveUpOld() {
        long before = clock.millis() - LONGEST.toMillis();
        pending.values().forEach(old -> {
            if (old.sinceMs() < before) {
                old.outcome().completeExceptionally(DomainException.unavailable("message-service", null));
            }
        });
    }

    /// True while [#submit] will not block: Kafka has taken commands lately and not much waits for it.
    public boolean flows() {
        return unsentBytes.get() < ROOM_BYTES && clock.millis() - lastSentMs < FRESH.toMillis();
    }

    /// Fails as unavailable when Kafka does not take the command; nothing was done then, or it is safe to repeat.
    public CompletableFuture<Outcome> submit(MessageSubmitted command) {
        long number = count.incrementAndGet();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        pending.put(number, new Pending(outcome, clock.millis()));
        Span span = traces.sending(Topics.MESSAGE_SUBMITTED);
        outcome.whenComplete((done, failure) -> {
            pending.remove(number);
            RecordTraces.end(span, failure);
        });
        produce(command, name(number), span, outcome);
        return outcome;
    }

    private byte[] name(long number) {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        byte[] name = Arrays.copyOf(prefix, prefix.length + digits.length);
        System.arraycopy(digits, 0, name, prefix.length, digits.length);
        return name;
    }

    private void produce(MessageSubmitted command, byte[] name, Span span, CompletableFuture<Outcome> outcome) {
        byte[] value = command.toByteArray();
        unsentBytes.addAndGet(value.length);
        try {
            var record = new ProducerRecord<>(
                    Topics.MESSAGE_SUBMITTED, command.getConversationId().toByteArray(), value);
            record.headers().add(Topics.ORIGIN_HEADER, name);
            RecordTraces.carry(span, record.headers());
            kafka.send(record).whenComplete((sent, failure) -> taken(value.length, failure, outcome));
        } catch (RuntimeException down) {
            taken(value.length, down, outcome);
        }
    }

    private void taken(int bytes, @Nullable Throwable failure, CompletableFuture<Outcome> outcome) {
        unsentBytes.addAndGet(-bytes);
        if (failure == null) {
            lastSentMs = clock.millis();
        } else {
            outcome.completeExceptionally(DomainException.unavailable("Kafka", failure));
        }
    }

    /// True when a record of an outcome topic answers a submission of this instance; cheap, nothing is decoded.
    public boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        return number(record) > 0;
    }

    public void accepted(ConsumerRecord<byte[], byte[]> record, MessageAccepted fact) {
        complete(record, new Outcome.Accepted(fact));
    }

    public void rejected(ConsumerRecord<byte[], byte[]> record, MessageRejected refusal) {
        complete(record, new Outcome.Refused(refusal));
    }

    private void complete(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        Pending waiting = pending.get(number(record));
        if (waiting != null) {
            accept.record(Math.max(0, clock.millis() - waiting.sinceMs()), TimeUnit.MILLISECONDS);
            waiting.outcome().complete(outcome);
        }
    }

    /// 0 when the record answers nothing of this instance.
    private long number(ConsumerRecord<byte[], byte[]> record) {
        Header origin = record.headers().lastHeader(Topics.ORIGIN_HEADER);
        byte[] name = origin == null ? new byte[0] : origin.value();
        if (name.length <= prefix.length || !Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length)) {
            return 0;
        }
        long number = 0;
        for (int i = prefix.length; i < name.length; i++) {
            number = number * 10 + (name[i] - '0');
        }
        return number;
    }
}
