package io.parley.archive.intake;

import io.parley.archive.gate.ArchiveProperties;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.trace.RecordTraces;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Reads accepted facts in batches. Offsets are committed only after the batch is written.
///
/// A batch that is newer than the view of bases is first held here for a short, bounded time: the watermark usually
/// follows within milliseconds, and holding keeps the batch in memory. If it does not follow, the batch is given back
/// by an exception: the container then keeps its partitions by polling while it backs off and reads the batch again, so
/// that an outage of consent-service can last for days without a rebalance and without a decision on a stale basis.
@Component
class AcceptedListener {

    private final RecordReader reader;
    private final Judge judge;
    private final Intake intake;
    private final ArchiveProperties properties;
    private final RecordTraces traces;

    AcceptedListener(
            RecordReader reader, Judge judge, Intake intake, ArchiveProperties properties, RecordTraces traces) {
        this.reader = reader;
        this.judge = judge;
        this.intake = intake;
        this.properties = properties;
        this.traces = traces;
    }

    /// Nobody waits for the archive by the millisecond, and large batches cost a fraction of small ones.
    @KafkaListener(
            topics = Topics.MESSAGE_ACCEPTED,
            concurrency = "${parley.archive.intake-threads:2}",
            properties = {"fetch.min.bytes=262144", "fetch.max.wait.ms=250"})
    void accepted(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        traces.around(records, () -> take(records));
    }

    /// An answer to a repeated command is read like any other: its (conversation, seq) tells whether it was taken.
    private void take(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<Fact> facts = reader.read(records, MessageAccepted.parser(), read -> Fact.of(read.value()));
        if (!judge.awaitBases(facts, properties.watermarkWait())) {
            throw new BasesBehindException("bases: complete up to " + judge.completeUpTo()
                    + " (expected: past the newest of " + facts.size() + " facts)");
        }
        intake.take(facts);
    }
}
