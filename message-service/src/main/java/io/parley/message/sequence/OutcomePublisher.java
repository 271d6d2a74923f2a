package io.parley.message.sequence;

import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.message.fact.Fact;
import io.parley.platform.trace.RecordTraces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.kafka.core.KafkaTemplate;

/// Tells what became of commands, in their order, and returns when the broker has all of it.
class OutcomePublisher {

    private static final byte[] CONTENT = Topics.CHANGE_CONTENT.getBytes(StandardCharsets.UTF_8);
    private static final byte[] MEMBERSHIP = Topics.CHANGE_MEMBERSHIP.getBytes(StandardCharsets.UTF_8);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final RecordTraces traces;

    OutcomePublisher(KafkaTemplate<byte[], byte[]> kafka, RecordTraces traces) {
        this.kafka = kafka;
        this.traces = traces;
    }

    /// Fails when the broker did not take everything: the batch must then be read again.
    void publish(List<Submitted> submitted, List<Decision> decisions) {
        List<CompletableFuture<?>> sent = new ArrayList<>(decisions.size());
        for (int i = 0; i < decisions.size(); i++) {
            ProducerRecord<byte[], byte[]> outcome = outcome(submitted.get(i), decisions.get(i));
            sent.add(kafka.send(outcome));
            if (isSystem(decisions.get(i))) {
                sent.add(kafka.send(copy(outcome)));
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    private static boolean isSystem(Decision decision) {
        return switch (decision) {
            case Decision.Accepted(Fact fact) -> fact.change().system();
            case Decision.Repeated(Fact fact) -> fact.change().system();
            case Decision.Refused _ -> false;
        };
    }

    private static ProducerRecord<byte[], byte[]> copy(ProducerRecord<byte[], byte[]> outcome) {
        return new ProducerRecord<>(
                Topics.MEMBERSHIP_ACCEPTED, null, outcome.key(), outcome.value(), outcome.headers());
    }

    private ProducerRecord<byte[], byte[]> outcome(Submitted submitted, Decision decision) {
        ProducerRecord<byte[], byte[]> outcome = switch (decision) {
            case Decision.Accepted(Fact fact) -> accepted(submitted, fact, fact.event());
            case Decision.Repeated(Fact fact) -> accepted(submitted, fact, repeated(fact));
            case Decision.Refused refused -> rejected(submitted, refused);
        };
        Header origin = submitted.record().headers().lastHeader(Topics.ORIGIN_HEADER);
        if (origin != null) {
            outcome.headers().add(origin);
        }
        traces.carryOn(submitted.record(), outcome.headers());
        return outcome;
    }

    private static MessageAccepted repeated(Fact fact) {
        return fact.event().toBuilder().setRepeatedCommand(true).build();
    }

    private static ProducerRecord<byte[], byte[]> accepted(Submitted submitted, Fact fact, MessageAccepted event) {
        var outcome =
                new ProducerRecord<>(Topics.MESSAGE_ACCEPTED, submitted.record().key(), event.toByteArray());
        outcome.headers().add(Topics.CHANGE_HEADER, fact.change().membership() ? MEMBERSHIP : CONTENT);
        return outcome;
    }

    private static ProducerRecord<byte[], byte[]> rejected(Submitted submitted, Decision.Refused refused) {
        MessageRejected event = MessageRejected.newBuilder()
                .setCommandId(submitted.command().wish().getCommandId())
                .setConversationId(submitted.command().wish().getConversationId())
                .setCode(refused.code().code())
                .putAllDetails(refused.details())
                .build();
        return new ProducerRecord<>(Topics.MESSAGE_REJECTED, submitted.record().key(), event.toByteArray());
    }
}
