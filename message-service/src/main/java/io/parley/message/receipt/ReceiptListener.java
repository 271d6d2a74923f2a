package io.parley.message.receipt;

import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Marks from gateways: each polled batch becomes one statement.
@Component
class ReceiptListener {

    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final ReceiptDesk desk;

    ReceiptListener(RecordReader reader, DeadLetters deadLetters, ReceiptDesk desk) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.desk = desk;
    }

    @KafkaListener(id = "receipts", groupId = "message-service.receipts", topics = Topics.RECEIPT)
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Mark> marks = new ArrayList<>(records.size());
        for (ReadRecord<ReceiptMarked> read : reader.read(records, ReceiptMarked.parser())) {
            try {
                marks.add(Mark.of(read.value()));
            } catch (IllegalArgumentException brokenContract) {
                deadLetters.park(read.record(), brokenContract);
            }
        }
        desk.keep(marks);
    }
}
