package io.parley.platform.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Decodes a batch; what cannot be decoded is parked, so one bad record never stops a partition.
public final class RecordReader {

    private final DeadLetters deadLetters;

    RecordReader(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    public <T> List<ReadRecord<T>> read(List<ConsumerRecord<byte[], byte[]>> records, Parser<T> parser) {
        List<ReadRecord<T>> read = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                read.add(new ReadRecord<>(record, parser.parseFrom(value(record))));
            } catch (InvalidProtocolBufferException unreadable) {
                deadLetters.park(record, unreadable);
            }
        }
        return read;
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidProtocolBufferException("value: none (expected: a message)");
        }
        return value;
    }
}
