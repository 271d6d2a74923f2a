package io.parley.consent.watermark;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentService;
import io.parley.consent.person.PersonKind;
import io.parley.consent.person.PersonRegistry;
import io.parley.consent.person.Profile;
import io.parley.consent.person.Registration;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.BasisHistory;
import io.parley.contracts.event.BasisRecord;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.problem.DomainException;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKek;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Two instances on one database and a broker of their own, so that nobody else's watermarks are on the topic.
class BasisWatermarkIT {

    private static final int PEOPLE = 6;
    private static final int ROUNDS = 25;
    private static final ServiceCaller SCIM = new ServiceCaller("parley-provisioning", Set.of("scim"));

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1);
    private static final TestDatabase DATABASE = TestDatabase.create("consent");

    private static final Path KEYSET = TestKek.newKeyset();

    private static ConfigurableApplicationContext first;
    private static ConfigurableApplicationContext second;

    @BeforeAll
    static void startTwo() {
        BROKER.brokerProperties(
                Map.of("transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1"));
        BROKER.afterPropertiesSet();
        first = instance();
        second = instance();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        BROKER.destroy();
    }

    private static ConfigurableApplicationContext instance() {
        return new SpringApplicationBuilder(ConsentService.class)
                .run(
                        "--spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "--spring.datasource.url=" + DATABASE.url(),
                        "--spring.datasource.password=test",
                        "--spring.flyway.password=test",
                        "--parley.oidc.issuer=" + TestIssuer.shared().issuer(),
                        "--parley.oidc.client-secret=test",
                        "--parley.kek.uri=" + KEYSET.toUri(),
                        "--parley.notice.four-eyes=false",
                        "--parley.consent.watermark-interval=5ms",
                        "--server.port=0",
                        "--management.server.port=0");
    }

    @Test
    void noChangeStandsBehindAWatermarkThatCoversIt() throws Exception {
        List<PersonId> people = peopleWhoAcknowledged();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ConfigurableApplicationContext instance = i % 2 == 0 ? first : second;
            threads.add(Thread.ofVirtual().start(() -> flip(instance, people)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<BasisRecord> before = recordsUpTo(lastEffective());
        first.close();
        flip(second, people);
        List<BasisRecord> records = recordsUpTo(lastEffective());

        assertThat(records.size()).isGreaterThan(before.size());
        assertOrder(records);
        assertThat(latest(records)).isEqualTo(stored());
        assertThat(records.stream().filter(BasisRecord::hasHistory).count()).isGreaterThan(ROUNDS);
        first = instance();
    }

    @Test
    void withoutTheLockThereIsNoWatermark() {
        BasisWatermark watermark = second.getBean(BasisWatermark.class);
        TransactionTemplate transaction = transaction(second);

        transaction.executeWithoutResult(holding -> {
            second.getBean(EffectiveTime.class).take();
            var waiting = java.util.concurrent.CompletableFuture.runAsync(watermark::fix);
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(DomainException.class);
            holding.setRollbackOnly();
        });
        assertThatCode(watermark::fix).doesNotThrowAnyException();
    }

    @Test
    void aClockThatRanAwayStopsChangesAndWatermarks() {
        var ahead = new BasisClock(
                second.getBean(JdbcClient.class),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)),
                new WatermarkProperties(Duration.ofMillis(200), Duration.ofSeconds(2)));

        assertThatThrownBy(() -> transaction(second).execute(status -> ahead.lockAndRead(Duration.ofSeconds(5))))
                .isInstanceOf(DomainException.class)
                .hasMessageContaining("agreed time");
    }

    @Test
    void effectiveTimesGrowEvenWhenTheClockDoesNot() {
        EffectiveTime time = second.getBean(EffectiveTime.class);

        List<Instant> taken = transaction(second).execute(status -> List.of(time.take(), time.take(), time.take()));

        assertThat(taken).isSorted().doesNotHaveDuplicates();
    }

    /// An employee's acknowledgement is a ground, a guest's is not: each flip is a basis change. Commits are slow.
    private static void flip(ConfigurableApplicationContext instance, List<PersonId> people) {
        PersonRegistry registry = instance.getBean(PersonRegistry.class);
        for (int round = 0; round < ROUNDS; round++) {
            PersonId person = people.get(ThreadLocalRandom.current().nextInt(people.size()));
            transaction(instance).executeWithoutResult(status -> {
                registry.change(person, null, BasisWatermarkIT::flipped, SCIM);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(15_000_000));
            });
        }
    }

    private static Profile flipped(Profile profile) {
        PersonKind other = profile.kind() == PersonKind.EMPLOYEE ? PersonKind.GUEST : PersonKind.EMPLOYEE;
        return profile(profile.userName(), other);
    }

    private static Profile profile(String name, PersonKind kind) {
        return new Profile(name, null, name, Profile.Name.NONE, kind, "eu", null, true);
    }

    private static List<PersonId> peopleWhoAcknowledged() {
        create("heidi");
        Api heidi = api("heidi", "privacy");
        await().atMost(20, SECONDS).until(() -> heidi.get("/v1/me").status() == 200);
        String notice = heidi.post("/v1/notices", notice())
                .is(201)
                .body()
                .path("noticeId")
                .asString();
        heidi.post("/v1/notices/" + notice + "/versions/1/publish", Map.of()).is(200);
        List<PersonId> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String name = "person-" + i;
            people.add(create(name));
            await().atMost(20, SECONDS).until(() -> api(name).get("/v1/me").status() == 200);
            api(name).get("/v1/me/notices").is(200);
            Answers.send(api(name), Answers.body(notice, 1, "acknowledged", Map.of()))
                    .is(201);
        }
        return people;
    }

    private static PersonId create(String name) {
        Registration registration =
                first.getBean(PersonRegistry.class).create(profile(name, PersonKind.EMPLOYEE), SCIM);
        return ((Registration.Registered) registration).person().id();
    }

    private static Api api(String name, String... roles) {
        int port = first.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new Api(port, TestIssuer.shared().person(name, roles));
    }

    private static Map<String, Object> notice() {
        return Map.of(
                "purpose",
                "archive",
                "kind",
                "notice",
                "audience",
                Map.of("kinds", List.of("employee"), "regions", List.of("eu")),
                "texts",
                Map.of("en", Map.of("title", "Archive", "text", "We keep what you write.")));
    }

    private static void assertOrder(List<BasisRecord> records) {
        long promised = 0;
        long last = 0;
        for (BasisRecord record : records) {
            if (record.hasWatermark()) {
                assertThat(record.getWatermark().getCompleteUpToMs()).isGreaterThan(promised);
                promised = record.getWatermark().getCompleteUpToMs();
            } else {
                long effective = effective(record.getHistory());
                assertThat(effective).isGreaterThan(promised).isGreaterThan(last);
                last = effective;
            }
        }
    }

    private static Map<ByteString, Integer> latest(List<BasisRecord> records) {
        Map<ByteString, Integer> entries = new HashMap<>();
        records.stream()
                .filter(BasisRecord::hasHistory)
                .forEach(record -> entries.put(
                        record.getHistory().getPersonId(), record.getHistory().getEntriesCount()));
        return entries;
    }

    private static Map<ByteString, Integer> stored() {
        Map<ByteString, Integer> entries = new HashMap<>();
        JdbcClient.create(DATABASE.asService())
                .sql("SELECT person_id, count(*) FROM basis_entry GROUP BY person_id")
                .query(row -> {
                    PersonId person = new PersonId(row.getObject(1, java.util.UUID.class));
                    entries.put(person.bytes(), row.getInt(2));
                });
        return entries;
    }

    private static long lastEffective() {
        return JdbcClient.create(DATABASE.asService())
                .sql("SELECT max(effective_at) FROM basis_entry")
                .query((row, number) -> row.getTimestamp(1).toInstant().toEpochMilli())
                .single();
    }

    private static long effective(BasisHistory history) {
        return history.getEntriesList().getLast().getEffectiveAtMs();
    }

    private static TransactionTemplate transaction(ConfigurableApplicationContext instance) {
        return new TransactionTemplate(instance.getBean(PlatformTransactionManager.class));
    }

    /// Reads the topic from its start until a watermark covers the instant.
    private static List<BasisRecord> recordsUpTo(long instantMs) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", BROKER.getBrokersAsString());
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.BASIS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<BasisRecord> records = new ArrayList<>();
            Instant deadline = Instant.now().plusSeconds(30);
            while (records.stream().noneMatch(record -> record.getWatermark().getCompleteUpToMs() >= instantMs)) {
                assertThat(Instant.now())
                        .as("a watermark covers the last change")
                        .isBefore(deadline);
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(BasisRecord.parseFrom(record.value()));
                }
            }
            return records;
        }
    }
}
