package io.parley.consent.key;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.ConsentService;
import io.parley.testing.FakeVaultTransit;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKek;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;

/// The customer's key moves from a file to Vault, is rotated there, is taken away and given back.
class KekMoveIT {

    /// More than one batch.
    private static final int PEOPLE = 501;

    private static final String ADMIN = "root-" + UUID.randomUUID();

    /// Its own, so that nobody else's people are on the topic.
    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1);

    private static final TestDatabase DATABASE = TestDatabase.create("consent");

    @TempDir
    private Path folder;

    private final FakeVaultTransit vault = new FakeVaultTransit("parley");
    private final JdbcClient jdbc = JdbcClient.create(DATABASE.asOwner());

    @BeforeAll
    static void startBroker() {
        BROKER.brokerProperties(
                Map.of("transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1"));
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void theKeysOfPeopleSurviveAllOfIt() throws Exception {
        Path keyset = TestKek.newKeyset();
        Path token = Files.writeString(folder.resolve("token"), vault.token());
        Set<JsonNode> before;
        List<String> ids;
        String receiptKey;
        try (ConfigurableApplicationContext onFile = start("--parley.kek.uri=" + keyset.toUri())) {
            new Api(port(onFile), TestIssuer.shared().service("parley-provisioning", "scim"))
                    .post("/scim/v2/Users", ConsentIT.user(ADMIN, "employee", "eu"))
                    .is(201);
            ids = keysOfPeople(internal(onFile));
            before = opened(onFile, ids);
            receiptKey = receiptKeys(onFile);
            assertThat(before).hasSize(PEOPLE);
        }

        try (ConfigurableApplicationContext inVault = start(
                "--parley.kek.uri=" + vault.uri(),
                "--parley.kek.previous-uri=" + keyset.toUri(),
                "--parley.kek.vault.token-file=" + token,
                "--parley.kek.check-every=100ms",
                "--parley.kek.rewrap-every=100ms")) {
            settled(inVault, "hcvault+http");
            assertThat(opened(inVault, ids)).isEqualTo(before);
            nothingLiesUnder("file:%");

            String moved = newest();
            admin(inVault).post("/v1/keys/rotation", Map.of()).is(202);
            settled(inVault, "hcvault+http");
            assertThat(newest()).isNotEqualTo(moved);
            assertThat(opened(inVault, ids)).isEqualTo(before);
            assertThat(receiptKeys(inVault)).isEqualTo(receiptKey);

            vault.answersOnly(503);
            lookup(internal(inVault), ids).is(200);
            vault.answersOnly(403);
            await().atMost(20, SECONDS)
                    .until(() -> lookup(internal(inVault), ids).status() == 503);
            vault.answersOnly(0);
            await().atMost(20, SECONDS)
                    .until(() -> lookup(internal(inVault), ids).status() == 200);
        }

        try (ConfigurableApplicationContext withoutTheFile =
                start("--parley.kek.uri=" + vault.uri(), "--parley.kek.vault.token-file=" + token)) {
            assertThat(opened(withoutTheFile, ids)).isEqualTo(before);
        }
        vault.stop();
    }

    private static ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                "--spring.datasource.url=" + DATABASE.url(),
                "--spring.datasource.password=test",
                "--spring.flyway.password=test",
                "--parley.oidc.issuer=" + TestIssuer.shared().issuer(),
                "--parley.oidc.client-secret=test",
                "--parley.scim.client=parley-provisioning",
                "--server.port=0",
                "--management.server.port=0"));
        arguments.addAll(Arrays.asList(more));
        return ConsentIT.ready(
                new SpringApplicationBuilder(ConsentService.class).run(arguments.toArray(String[]::new)));
    }

    private List<String> keysOfPeople(Api api) {
        List<Map<String, String>> wanted = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            UUID person = UUID.randomUUID();
            jdbc.sql("""
                    INSERT INTO person (person_id, user_name, display_name, kind, region, active, version, revision,
                                        search_text, created_at, changed_at)
                    VALUES (:id, :name, 'Somebody', 'employee', 'eu', true, 1, 1, :name, now(), now())""")
                    .param("id", person)
                    .param("name", "somebody-" + person)
                    .update();
            wanted.add(Map.of("ownerId", person.toString(), "purpose", "MESSAGE", "month", "2026-01"));
        }
        return api.post("/internal/keys/current", Map.of("items", wanted))
                .is(200)
                .body()
                .path("keys")
                .valueStream()
                .map(key -> key.path("keyId").asString())
                .sorted()
                .toList();
    }

    private static Set<JsonNode> opened(ConfigurableApplicationContext context, List<String> ids) {
        return lookup(internal(context), ids)
                .is(200)
                .body()
                .path("keys")
                .valueStream()
                .collect(Collectors.toSet());
    }

    private static Api.Answer lookup(Api api, List<String> ids) {
        return api.post("/internal/keys/lookup", Map.of("keyIds", ids));
    }

    private static String receiptKeys(ConfigurableApplicationContext context) {
        return internal(context).get("/v1/receipts/keys").is(200).body().toString();
    }

    private void settled(ConfigurableApplicationContext context, String kind) {
        await().atMost(30, SECONDS).until(() -> {
            JsonNode rotation = admin(context).get("/v1/keys/rotation").body();
            return rotation.path("state").asString().equals("done")
                    && rotation.path("remaining").asInt() == 0
                    && rotation.path("keyEncryptionKey").asString().equals(kind);
        });
        assertThat(jdbc.sql("SELECT count(*) FROM data_key WHERE wrapping_key_id <> :newest")
                        .param("newest", UUID.fromString(newest()))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void nothingLiesUnder(String uri) {
        assertThat(jdbc.sql("""
                        SELECT count(*) FROM wrapping_key w WHERE kek_uri LIKE :uri
                          AND (EXISTS (SELECT FROM data_key d WHERE d.wrapping_key_id = w.wrapping_key_id)
                            OR EXISTS (SELECT FROM receipt_key r WHERE r.wrapping_key_id = w.wrapping_key_id))""").param("uri", uri).query(Integer.class).single())
                .isZero();
    }

    private String newest() {
        return jdbc.sql("SELECT max(wrapping_key_id::text) FROM wrapping_key")
                .query(String.class)
                .single();
    }

    private static Api internal(ConfigurableApplicationContext context) {
        return new Api(port(context), TestIssuer.shared().service("message-service", "internal"));
    }

    private static Api admin(ConfigurableApplicationContext context) {
        return new Api(port(context), TestIssuer.shared().person(ADMIN, "admin"));
    }

    private static int port(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }
}
