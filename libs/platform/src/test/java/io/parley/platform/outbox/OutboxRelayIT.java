package io.parley.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.testing.WithStores;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithStores
class OutboxRelayIT {

    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static final Map<String, String> TRACES = new ConcurrentHashMap<>();

    @TestConfiguration
    static class Listening {

        @Bean
        TopicTail relayedTail(TopicTails tails) {
            return tails.fromStart(Topics.MESSAGE_SUBMITTED, OutboxRelayIT::see);
        }
    }

    private static void see(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String value = new String(record.value(), StandardCharsets.UTF_8);
            TRACES.put(value, String.valueOf(ReadRecord.header(record, "traceparent")));
            SEEN.add(value);
        }
    }

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    OutboxRelay relay;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    ProducerFactory<byte[], byte[]> kafka;

    private void append(String value) {
        transactions.executeWithoutResult(status ->
                outbox.append(Topics.MESSAGE_SUBMITTED, Ids.array(Ids.next()), value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fencesOffAFormerLeaderSoThatItsOldRecordsCannotComeLate() {
        relay.stop();
        try (var former = new KafkaProducer<byte[], byte[]>(settings())) {
            former.initTransactions();
            former.beginTransaction();
            relay.start();
            String news = "news-" + Ids.next();
            append(news);
            await().until(() -> SEEN.contains(news));
            String late = "late-" + Ids.next();
            assertThatThrownBy(() -> {
                        former.send(
                                new ProducerRecord<>(Topics.MESSAGE_SUBMITTED, late.getBytes(StandardCharsets.UTF_8)));
                        former.commitTransaction();
                    })
                    .isInstanceOf(KafkaException.class);
            String last = "last-" + Ids.next();
            append(last);
            await().until(() -> SEEN.contains(last));
            assertThat(SEEN).doesNotContain(late);
        }
    }

    @Test
    void sendsWhatATransactionRecordedInThatOrder() {
        List<String> recorded = IntStream.range(0, 100)
                .mapToObj(number -> number + "-" + Ids.next())
                .toList();
        byte[] key = Ids.array(Ids.next());

        transactions.executeWithoutResult(status -> recorded.forEach(
                value -> outbox.append(Topics.MESSAGE_SUBMITTED, key, value.getBytes(StandardCharsets.UTF_8))));

        await().until(() -> SEEN.containsAll(recorded));
        assertThat(SEEN.stream().filter(recorded::contains)).isEqualTo(recorded);
    }

    @Test
    void whatWasRecordedInATraceGoesOnInIt() {
        String traced = "traced-" + Ids.next();
        String untraced = "untraced-" + Ids.next();
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        jdbc.update(
                "INSERT INTO outbox (topic, record_key, payload, traceparent) VALUES (?, ?, ?, ?)",
                Topics.MESSAGE_SUBMITTED,
                Ids.array(Ids.next()),
                traced.getBytes(StandardCharsets.UTF_8),
                traceparent);
        append(untraced);

        await().until(() -> SEEN.containsAll(List.of(traced, untraced)));
        assertThat(TRACES).containsEntry(traced, traceparent).containsEntry(untraced, "null");
    }

    @Test
    void whatIsRolledBackIsNotSent() {
        String never = "never-" + Ids.next();
        transactions.executeWithoutResult(status -> {
            outbox.append(Topics.MESSAGE_SUBMITTED, Ids.array(Ids.next()), never.getBytes(StandardCharsets.UTF_8));
            status.setRollbackOnly();
        });
        String after = "after-" + Ids.next();
        append(after);

        await().until(() -> SEEN.contains(after));
        assertThat(SEEN).doesNotContain(never);
    }

    /// As a step of the commit would that comes after the one that writes.
    @Test
    void keepsWhatIsRecordedWhileTheTransactionCommits() {
        String last = "last-" + Ids.next();
        transactions.executeWithoutResult(status -> {
            outbox.append(Topics.MESSAGE_SUBMITTED, Ids.array(Ids.next()), new byte[0]);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    outbox.append(
                            Topics.MESSAGE_SUBMITTED, Ids.array(Ids.next()), last.getBytes(StandardCharsets.UTF_8));
                }
            });
        });

        await().until(() -> SEEN.contains(last));
    }

    /// Many at the same time, every third rolled back: each stream goes on without a gap, in the order of its numbers.
    @Test
    void numbersWithoutAGapWhateverIsRolledBack() throws Exception {
        String run = "numbered-" + Ids.next() + "-";
        Map<UUID, Long> before = new HashMap<>();
        jdbc.query("SELECT stream, last FROM outbox_number", row -> {
            before.put(row.getObject(1, UUID.class), row.getLong(2));
        });
        byte[] key = Ids.array(Ids.next());
        List<Callable<Object>> all = IntStream.range(0, 90)
                .mapToObj(i -> Executors.callable(() -> appendNumbered(run, key, i % 3 == 0)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> one : threads.invokeAll(all)) {
                one.get();
            }
        }

        await().until(() -> relayed(run).size() == 120);
        Map<UUID, List<Long>> streams = relayed(run).stream()
                .map(value -> value.substring(run.length()).split("/"))
                .collect(Collectors.groupingBy(
                        parts -> UUID.fromString(parts[0]),
                        Collectors.mapping(parts -> Long.valueOf(parts[1]), Collectors.toList())));
        streams.forEach((stream, numbers) -> {
            long first = before.getOrDefault(stream, 0L) + 1;
            assertThat(numbers)
                    .isEqualTo(LongStream.range(first, first + numbers.size())
                            .boxed()
                            .toList());
        });
    }

    private void appendNumbered(String run, byte[] key, boolean rollBack) {
        transactions.executeWithoutResult(status -> {
            for (int i = 0; i < 2; i++) {
                outbox.appendNumbered(
                        Topics.MESSAGE_SUBMITTED,
                        key,
                        (stream, number) -> (run + stream + "/" + number).getBytes(StandardCharsets.UTF_8));
            }
            if (rollBack) {
                status.setRollbackOnly();
            }
        });
    }

    private static List<String> relayed(String run) {
        return SEEN.stream().filter(value -> value.startsWith(run)).toList();
    }

    private String databaseName() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT current_database()", String.class));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "parley.outbox." + databaseName());
        return settings;
    }
}
