package io.parley.platform.kafka;

import io.parley.platform.trace.RecordTraces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads whole topics under its own position: no consumer group, every instance sees every record.
///
/// A lost broker or a failing handler makes it begin again behind the last batch that was handled, after a pause; it
/// ends only with the application. Topics that do not exist yet are waited for.
public final class TopicTail implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final List<String> topics;
    private final boolean fromStart;
    private final TopicTails.BatchHandler handler;
    private final RecordTraces traces;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private @Nullable Thread thread;

    TopicTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            List<String> topics,
            boolean fromStart,
            TopicTails.BatchHandler handler,
            RecordTraces traces) {
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
        this.fromStart = fromStart;
        this.handler = handler;
        this.traces = traces;
    }

    /// True once everything that stood in the topics at the first connection was handled. Stays true.
    public boolean caughtUp() {
        return caughtUp;
    }

    public List<String> topics() {
        return topics;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name("tail-" + topics.getFirst()).daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Consumer<byte[], byte[]> open = current;
        if (open != null) {
            open.wakeup();
        }
        join();
    }

    private void join() {
        Thread reading = thread;
        if (reading != null) {
            try {
                reading.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server and the listeners (they need the views), after nothing.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                read(consumer);
            } catch (WakeupException stopping) {
                LOG.debug("Tail of {} was woken to stop", topics);
            } catch (RuntimeException failure) {
                LOG.warn("Tail of {} begins again: {}", topics, failure.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = attach(consumer);
        while (running) {
            markCaughtUp(ends);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            handle(records);
        }
    }

    private Map<TopicPartition, Long> attach(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = fromStart ? consumer.beginningOffsets(partitions) : ends;
        partitions.forEach(partition -> positions.putIfAbsent(partition, starts.get(partition)));
        partitions.forEach(partition -> consumer.seek(partition, resume(consumer, partition, ends)));
        return ends;
    }

    /// A position beyond the end means that the topic was made anew: read it from its start.
    private long resume(Consumer<byte[], byte[]> consumer, TopicPartition partition, Map<TopicPartition, Long> ends) {
        long wanted = positions.getOrDefault(partition, 0L);
        long end = ends.getOrDefault(partition, 0L);
        if (wanted > end) {
            wanted = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            positions.put(partition, wanted);
        }
        return wanted;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> found = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new KafkaException(topic + " does not exist yet");
            }
            infos.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        return found;
    }

    private void markCaughtUp(Map<TopicPartition, Long> ends) {
        if (!caughtUp
                && ends.entrySet().stream()
                        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
            caughtUp = true;
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(records.count());
        records.forEach(batch::add);
        traces.around(batch, () -> handler.handle(batch));
        records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
    }
}
