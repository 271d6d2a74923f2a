package io.parley.platform.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

    /// Each as what it means; what breaks its contract, told by an `IllegalArgumentException`, is parked as well.
    public <P, T> List<T> read(
            List<ConsumerRecord<byte[], byte[]>> records, Parser<P> parser, Function<ReadRecord<P>, T> meaning) {
        List<ReadRecord<P>> read = read(records, parser);
        List<T> meant = new ArrayList<>(read.size());
        for (ReadRecord<P> one : read) {
            try {
                meant.add(meaning.apply(one));
            } catch (IllegalArgumentException brokenContract) {
                deadLetters.park(one.record(), brokenContract);
            }
        }
        return meant;
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidProtocolBufferException("value: none (expected: a message)");
        }
        return value;
    }
}
