package io.parley.archive.intake;

import static java.util.stream.Collectors.toMap;

import io.parley.contracts.Topics;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/// The topic of accepted facts, and the positions that all instances of the archive have written.
@Component
class AcceptedPositions implements Positions {

    private final KafkaAdmin admin;
    private final String group;
    private @Nullable Admin client;

    AcceptedPositions(KafkaAdmin admin, @Value("${spring.kafka.consumer.group-id}") String group) {
        this.admin = admin;
        this.group = group;
    }

    @Override
    public Map<Integer, Long> ends() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                got(client().describeTopics(List.of(Topics.MESSAGE_ACCEPTED)).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .collect(toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return got(client().listOffsets(wanted).all()).entrySet().stream()
                .collect(toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    @Override
    public Map<Integer, Long> written() throws InterruptedException {
        return got(client().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(one -> one.getKey().topic().equals(Topics.MESSAGE_ACCEPTED))
                .collect(toMap(
                        one -> one.getKey().partition(), one -> one.getValue().offset()));
    }

    private static <T> T got(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException down) {
            throw new IllegalStateException("positions: not read", down.getCause());
        }
    }

    private synchronized Admin client() {
        if (client == null) {
            client = Admin.create(admin.getConfigurationProperties());
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
