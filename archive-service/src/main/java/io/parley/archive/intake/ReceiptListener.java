package io.parley.archive.intake;

import io.parley.archive.gate.ArchiveProperties;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.platform.kafka.RecordReader;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Reads marks of receipts in batches, under a position of its own: messages never wait for them.
@Component
class ReceiptListener {

    private final RecordReader reader;
    private final Judge judge;
    private final ReceiptIntake intake;
    private final ArchiveProperties properties;

    ReceiptListener(RecordReader reader, Judge judge, ReceiptIntake intake, ArchiveProperties properties) {
        this.reader = reader;
        this.judge = judge;
        this.intake = intake;
        this.properties = properties;
    }

    @KafkaListener(
            id = "archive-receipts",
            groupId = "archive-service.receipts",
            topics = Topics.RECEIPT,
            properties = {"fetch.min.bytes=262144", "fetch.max.wait.ms=250"})
    void marked(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<ReceiptMark> marks = reader.read(records, ReceiptMarked.parser(), read -> ReceiptMark.of(read.value()));
        Instant newest =
                marks.stream().map(ReceiptMark::at).max(Instant::compareTo).orElse(Instant.EPOCH);
        if (!judge.awaitBases(newest, properties.watermarkWait())) {
            throw new BasesBehindException("bases: complete up to " + judge.completeUpTo()
                    + " (expected: past the newest of " + marks.size() + " receipts)");
        }
        intake.take(marks);
    }
}
