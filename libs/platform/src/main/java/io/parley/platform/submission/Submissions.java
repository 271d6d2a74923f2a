package io.parley.platform.submission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/// Puts commands on the message path and completes each with its outcome. Whoever reads the outcome topics hands the
/// records in.
///
/// Each submission carries a name of its own in the `origin` header, and message-service echoes it: two submissions of
/// one command id get each their own outcome, for the second may be a repeat of the first or a misuse of its id. A
/// submission without an outcome is given up after ten minutes; it is safe to submit the same command again.
public final class Submissions {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String prefix;
    private final AtomicLong count = new AtomicLong();
    private final Cache<String, CompletableFuture<Outcome>> pending = Caffeine.newBuilder()
            .expireAfterWrite(LONGEST)
            .scheduler(Scheduler.systemScheduler())
            .removalListener(Submissions::giveUp)
            .build();

    Submissions(KafkaTemplate<byte[], byte[]> kafka, Instance instance) {
        this.kafka = kafka;
        this.prefix = instance.name() + "/";
    }

    private static void giveUp(
            @Nullable String name, @Nullable CompletableFuture<Outcome> outcome, RemovalCause cause) {
        if (cause.wasEvicted() && outcome != null) {
            outcome.completeExceptionally(DomainException.unavailable("message-service", null));
        }
    }

    /// Fails as unavailable when Kafka does not take the command; nothing was done then, or it is safe to repeat.
    public CompletableFuture<Outcome> submit(MessageSubmitted command) {
        String name = prefix + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        pending.put(name, outcome);
        outcome.whenComplete((done, failure) -> pending.invalidate(name));
        produce(command, name, outcome);
        return outcome;
    }

    private void produce(MessageSubmitted command, String name, CompletableFuture<Outcome> outcome) {
        try {
            var record = new ProducerRecord<>(
                    Topics.MESSAGE_SUBMITTED, command.getConversationId().toByteArray(), command.toByteArray());
            record.headers().add(Topics.ORIGIN_HEADER, name.getBytes(StandardCharsets.UTF_8));
            kafka.send(record).whenComplete((sent, failure) -> failIf(failure, outcome));
        } catch (RuntimeException down) {
            failIf(down, outcome);
        }
    }

    private static void failIf(@Nullable Throwable failure, CompletableFuture<Outcome> outcome) {
        if (failure != null) {
            outcome.completeExceptionally(DomainException.unavailable("Kafka", failure));
        }
    }

    /// True when a record of an outcome topic answers a submission of this instance; cheap, nothing is decoded.
    public boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        String name = ReadRecord.header(record, Topics.ORIGIN_HEADER);
        return name != null && name.startsWith(prefix);
    }

    public void accepted(ConsumerRecord<byte[], byte[]> record, MessageAccepted fact) {
        complete(record, new Outcome.Accepted(fact));
    }

    public void rejected(ConsumerRecord<byte[], byte[]> record, MessageRejected refusal) {
        complete(record, new Outcome.Refused(refusal));
    }

    private void complete(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        String name = ReadRecord.header(record, Topics.ORIGIN_HEADER);
        CompletableFuture<Outcome> waiting = name == null ? null : pending.getIfPresent(name);
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }
}
