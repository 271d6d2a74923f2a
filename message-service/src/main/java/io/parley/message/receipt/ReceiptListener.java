package io.parley.message.receipt;

import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.platform.kafka.RecordReader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Marks from gateways: each polled batch becomes one statement.
@Component
class ReceiptListener {

    private final RecordReader reader;
    private final ReceiptDesk desk;

    ReceiptListener(RecordReader reader, ReceiptDesk desk) {
        this.reader = reader;
        this.desk = desk;
    }

    @KafkaListener(id = "receipts", groupId = "message-service.receipts", topics = Topics.RECEIPT)
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        desk.keep(reader.read(records, ReceiptMarked.parser(), read -> Mark.of(read.value())));
    }
}
