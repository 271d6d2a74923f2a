package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.platform.keys.DataKeys;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestHttp;
import io.parley.testing.TestKek;
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// archive-service on real stores, with hand-made neighbours. All tests share one running instance.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "parley.archive.watermark-wait=300ms",
            "parley.archive.receipt-settle=100ms",
            "parley.reconcile.settle=0s",
            "parley.reconcile.every=100ms",
            "parley.index.settle=0s",
            "parley.index.every=10ms",
            "parley.index.batch=20",
            "parley.retention.every=200ms",
            "parley.retention.batch=2",
            "parley.store.directory=target/archive-files",
            "parley.archived-files.max-size=8MB",
            "parley.archived-files.every=100ms",
            "parley.archived-files.sweep-every=200ms",
            "parley.archived-files.keys-every=200ms",
            "parley.feed.every=100ms"
        })
@WithStores
@Import(NeighbourTopics.class)
abstract class RunningArchive {

    private static final TestHttp MESSAGE = TestHttp.start();
    /// What message-service answers about its accounts.
    static volatile Supplier<String> accepted = () -> "{\"items\":[],\"last\":null}";

    static final NeighbourFiles UPLOADS = new NeighbourFiles(MESSAGE);

    /// What consent-service answers about names.
    static volatile Supplier<String> names = () -> "{\"names\":[]}";

    @DynamicPropertySource
    static void messageService(DynamicPropertyRegistry registry) {
        MESSAGE.json("/internal/accounts", body -> accepted.get());
        MESSAGE.json("/internal/purges", body -> "{\"messages\":7,\"conversations\":1,\"lastAt\":null}");
        registry.add("parley.services.message", MESSAGE::address);
        TestKeys.shared().http().json("/internal/people/names", body -> names.get());
    }

    private static final Path KEYSET = TestKek.newKeyset();

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry properties) {
        properties.add("parley.kek.uri", KEYSET::toUri);
    }

    @Autowired
    KafkaTemplate<byte[], byte[]> kafka;

    @Autowired
    DataKeys keys;

    @Autowired
    TestDatabase database;

    JdbcTemplate asOwner() {
        return new JdbcTemplate(database.asOwner());
    }

    JdbcTemplate asService() {
        return new JdbcTemplate(database.asService());
    }

    Conversation conversation() {
        return new Conversation(kafka, keys);
    }

    Bases bases() {
        return new Bases(kafka);
    }

    /// As consent-service destroys it, and tells so.
    void destroyKey(String key) {
        TestKeys.shared().destroy(key);
        KeyId id = KeyId.parse(key);
        TestPeople.send(
                Topics.KEY_DESTROYED,
                id.bytes().toByteArray(),
                KeyDestroyed.newBuilder().setKeyId(id.bytes()).build().toByteArray());
    }

    void awaitDecided(ConversationId conversation, long seq) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(outcomes(conversation)).containsKey(seq));
    }

    /// Outcome or reason by sequence number.
    Map<Long, String> outcomes(ConversationId conversation) {
        var outcomes = new java.util.TreeMap<Long, String>();
        asOwner()
                .query(
                        "SELECT seq, coalesce(reason, outcome) FROM disposition WHERE conversation_id = ?",
                        rs -> {
                            outcomes.put(rs.getLong(1), rs.getString(2));
                        },
                        conversation.value());
        return outcomes;
    }

    List<Long> archivedNumbers(ConversationId conversation) {
        return asOwner()
                .query(
                        "SELECT seq FROM record WHERE conversation_id = ? ORDER BY seq",
                        (rs, n) -> rs.getLong(1),
                        conversation.value());
    }
}
