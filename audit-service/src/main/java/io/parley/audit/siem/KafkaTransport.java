package io.parley.audit.siem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// A record per event, all with one key and so in one partition. A batch is a transaction, and a new producer of the
/// same name ends those of the one before (KIP-98): what an instance that was thought dead still sends does not come
/// between.
final class KafkaTransport implements Transport {

    private final String topic;
    private final byte[] key;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaTransport(String topic, String key, Supplier<Producer<byte[], byte[]>> producers) {
        this.topic = topic;
        this.key = key.getBytes(US_ASCII);
        this.producers = producers;
    }

    @Override
    public void deliver(Batch batch) throws NotDelivered, InterruptedException {
        try {
            Producer<byte[], byte[]> open = opened();
            open.beginTransaction();
            batch.events()
                    .forEach(event -> open.send(
                            new ProducerRecord<>(topic, null, key, event.ocsf().getBytes(US_ASCII))));
            open.commitTransaction();
        } catch (InterruptException interrupted) {
            release();
            throw (InterruptedException) new InterruptedException("kafka").initCause(interrupted);
        } catch (KafkaException | IllegalStateException refused) {
            release();
            throw new NotDelivered("kafka", refused);
        }
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    @Override
    public void release() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(java.time.Duration.ZERO);
        }
    }
}
