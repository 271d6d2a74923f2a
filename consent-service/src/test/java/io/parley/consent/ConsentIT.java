package io.parley.consent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.parley.platform.kafka.TopicTail;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKek;
import io.parley.testing.WithStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service on real stores, spoken to over HTTP.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "parley.scim.client=parley-provisioning",
            // As in the local demo, which has one data protection officer.
            "parley.notice.four-eyes=false"
        })
@WithStores
public abstract class ConsentIT {

    private static final Path KEYSET = TestKek.newKeyset();

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka;

    @LocalServerPort
    private int port;

    @Autowired
    private List<TopicTail> tails;

    /// Nobody calls a service that is not ready.
    @BeforeEach
    void isReady() {
        untilRead(tails);
    }

    /// A service that a test started itself, once it is ready.
    public static ConfigurableApplicationContext ready(ConfigurableApplicationContext service) {
        untilRead(service.getBeansOfType(TopicTail.class).values());
        return service;
    }

    private static void untilRead(Collection<TopicTail> tails) {
        await().atMost(30, SECONDS).until(() -> tails.stream().allMatch(TopicTail::caughtUp));
    }

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry registry) {
        registry.add("parley.kek.uri", KEYSET::toUri);
    }

    protected Api as(String userName, String... roles) {
        return new Api(port, TestIssuer.shared().person(userName, roles));
    }

    protected Api with(String token) {
        return new Api(port, token);
    }

    protected Api provisioning() {
        return new Api(port, TestIssuer.shared().service("parley-provisioning", "scim"));
    }

    protected Api client(String clientId, String scope) {
        return new Api(port, TestIssuer.shared().service(clientId, scope));
    }

    protected Api service() {
        return new Api(port, TestIssuer.shared().service("message-service", "internal"));
    }

    /// A person that can sign in; tests share topics, so the name is made unique.
    protected Someone somebody(String kind) {
        return somebody(kind, "eu");
    }

    protected Someone somebody(String kind, String region) {
        String name = kind + "-" + UUID.randomUUID();
        String id = provisioning()
                .post("/scim/v2/Users", user(name, kind, region))
                .is(201)
                .body()
                .path("id")
                .asString();
        if (region.equals("eu")) {
            await().atMost(20, SECONDS).until(() -> as(name).get("/v1/me").status() == 200);
        }
        return new Someone(id, name, as(name, "member"));
    }

    public static Map<String, Object> user(String name, String kind, String region) {
        return Map.of(
                "schemas",
                new String[] {"urn:ietf:params:scim:schemas:core:2.0:User", "urn:parley:scim:Person"},
                "userName",
                name,
                "displayName",
                "Display " + name,
                "urn:parley:scim:Person",
                Map.of("kind", kind, "region", region));
    }

    /// All that a topic holds.
    protected List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    public record Someone(String id, String name, Api api) {}
}
