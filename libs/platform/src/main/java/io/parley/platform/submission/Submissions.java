package io.parley.platform.submission;

import com.google.protobuf.ByteString;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.Instance;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;

/// Puts commands on the message path and completes each with its outcome. Whoever reads the outcome topics hands the
/// records in. A command without an outcome stays pending until its caller gives up: give each future a time limit,
/// or keep it as long as the session lives.
public final class Submissions {

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String origin;
    private final byte[] originHeader;
    private final Map<ByteString, CompletableFuture<Outcome>> pending = new ConcurrentHashMap<>();

    Submissions(KafkaTemplate<byte[], byte[]> kafka, Instance instance) {
        this.kafka = kafka;
        this.origin = instance.name();
        this.originHeader = origin.getBytes(StandardCharsets.UTF_8);
    }

    /// Fails as unavailable when Kafka does not take the command; nothing was done then, or it is safe to repeat.
    /// Two waiters for one command id share the one outcome.
    public CompletableFuture<Outcome> submit(MessageSubmitted command) {
        ByteString id = command.getCommandId();
        CompletableFuture<Outcome> outcome = pending.computeIfAbsent(id, key -> new CompletableFuture<>());
        outcome.whenComplete((done, failure) -> pending.remove(id, outcome));
        produce(command, outcome);
        return outcome;
    }

    private void produce(MessageSubmitted command, CompletableFuture<Outcome> outcome) {
        try {
            var record = new ProducerRecord<>(
                    Topics.MESSAGE_SUBMITTED, command.getConversationId().toByteArray(), command.toByteArray());
            record.headers().add(Topics.ORIGIN_HEADER, originHeader);
            kafka.send(record).whenComplete((sent, failure) -> failIf(failure, outcome));
        } catch (RuntimeException down) {
            failIf(down, outcome);
        }
    }

    private static void failIf(
            @org.jspecify.annotations.Nullable Throwable failure, CompletableFuture<Outcome> outcome) {
        if (failure != null) {
            outcome.completeExceptionally(DomainException.unavailable("Kafka", failure));
        }
    }

    /// True when a record of an outcome topic answers a command of this instance; cheap, nothing is decoded.
    public boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        return origin.equals(ReadRecord.header(record, Topics.ORIGIN_HEADER));
    }

    public void accepted(MessageAccepted fact) {
        complete(fact.getCommandId(), new Outcome.Accepted(fact));
    }

    public void rejected(MessageRejected refusal) {
        complete(refusal.getCommandId(), new Outcome.Refused(refusal));
    }

    private void complete(ByteString command, Outcome outcome) {
        CompletableFuture<Outcome> waiting = pending.remove(command);
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }

    public int pending() {
        return pending.size();
    }
}
