package io.parley.message.sequence;

import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.trace.RecordTraces;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/// Each polled batch: decide, make durable, tell. Offsets are committed only after the method returns, so whatever
/// fails on the way is read again; what was durable already is then recognised and told again.
class SubmittedListener implements ConsumerSeekAware {

    private final RecordReader reader;
    private final SequencingDesk desk;
    private final OutcomePublisher publisher;
    private final ConversationStates states;
    private final SequenceMetrics metrics;
    private final RecordTraces traces;

    SubmittedListener(
            RecordReader reader,
            SequencingDesk desk,
            OutcomePublisher publisher,
            ConversationStates states,
            SequenceMetrics metrics,
            RecordTraces traces) {
        this.reader = reader;
        this.desk = desk;
        this.publisher = publisher;
        this.states = states;
        this.metrics = metrics;
        this.traces = traces;
    }

    @KafkaListener(id = "sequence", groupId = "message-service.sequence", topics = Topics.MESSAGE_SUBMITTED)
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        traces.around(records, () -> take(records));
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Submitted> submitted =
                reader.read(records, MessageSubmitted.parser(), wish -> new Submitted(command(wish), wish.record()));
        if (submitted.isEmpty()) {
            return;
        }
        List<Decision> decisions =
                desk.decide(submitted.stream().map(Submitted::command).toList());
        publisher.publish(submitted, decisions);
        metrics.published(decisions);
    }

    /// Partitions that come back later were written by somebody else meanwhile.
    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        states.forgetAll();
    }

    /// The key decides the partition, hence the writer: a command under another key could get a second writer.
    private static Command command(ReadRecord<MessageSubmitted> wish) {
        Command command = Command.of(wish.value());
        byte[] key = wish.record().key();
        if (!Arrays.equals(key, Ids.array(command.conversationId().value()))) {
            throw new IllegalArgumentException("key: not the conversation id (expected: conversation_id)");
        }
        return command;
    }
}
