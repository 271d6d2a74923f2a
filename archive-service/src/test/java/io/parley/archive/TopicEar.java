package io.parley.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Hears everything on one topic.
final class TopicEar<T> implements AutoCloseable {

    private final List<T> heard = new CopyOnWriteArrayList<>();
    private final Parser<T> parser;
    private final TopicTail tail;

    TopicEar(TopicTails tails, String topic, Parser<T> parser) {
        this.parser = parser;
        this.tail = tails.fromStart(topic, records -> records.forEach(this::hear));
        tail.start();
    }

    List<T> heard() {
        return heard;
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            heard.add(parser.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        tail.stop();
    }
}
