package io.parley.consent.key;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.ConsentService;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.keys.KeyPurpose;
import io.parley.testing.BaseBackup;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestIssuer;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Back up, erase somebody, restore: the backup has the person's key, and the service that runs on it gives it to
/// nobody.
class RestoreDrillIT extends ConsentIT {

    private static final YearMonth NOW = YearMonth.now(ZoneOffset.UTC);
    private static final ServiceCaller BY = new ServiceCaller("message-service", Set.of("internal"));

    /// What a service is told by its environment, so that the second one is told the same.
    private static final List<String> SETTINGS = List.of(
            "spring.kafka.bootstrap-servers",
            "spring.data.redis.host",
            "spring.data.redis.port",
            "spring.datasource.password",
            "spring.flyway.password",
            "parley.topics.partitions",
            "parley.oidc.issuer",
            "parley.oidc.client-secret",
            "parley.kek.uri");

    @Autowired
    private TestDatabase database;

    @Autowired
    private KeyCabinet keys;

    @Autowired
    private Environment environment;

    @Test
    void whoWasErasedStaysUnreadableWhenTheDatabaseIsRestored(@TempDir Path folder) {
        Someone erased = somebody("guest");
        Someone other = somebody("guest");
        String gone = current(service(), erased).path(0).path("keyId").asString();
        JsonNode kept = current(service(), other).path(0);

        BaseBackup backup = BaseBackup.into(folder.resolve("backup"));
        destroyWith(keys, erased);
        await().atMost(20, SECONDS).until(this::isInTheJournal);
        assertThat(lookup(service(), gone)).isEmpty();

        try (var restored = backup.restore()) {
            DataSource before = restored.asOwner(database);
            assertThat(isWrapped(before, gone)).as("the backup has the key").isTrue();
            try (var second = start(restored.url(database))) {
                Api again = new Api(
                        second.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                        TestIssuer.shared().service("message-service", "internal"));
                assertThat(lookup(again, gone)).as("given out").isEmpty();
                assertThat(current(again, erased)).as("given out, or replaced").isEmpty();
                assertThat(lookup(again, kept.path("keyId").asString()).path(0)).isEqualTo(kept);
                assertThat(returned(second)).isEqualTo(1);

                destroyWith(second.getBean(KeyCabinet.class), erased);
                assertThat(isWrapped(before, gone)).isFalse();
                await().atMost(20, SECONDS).until(() -> returned(second) == 0);
            }
        }
    }

    private ConfigurableApplicationContext start(String url) {
        Stream<String> same = SETTINGS.stream().map(name -> "--" + name + "=" + environment.getRequiredProperty(name));
        Stream<String> own = Stream.of(
                "--spring.datasource.url=" + url,
                "--spring.kafka.consumer.group-id=restored",
                "--server.port=0",
                "--management.server.port=0");
        return ready(new SpringApplicationBuilder(ConsentService.class)
                .run(Stream.concat(same, own).toArray(String[]::new)));
    }

    private static void destroyWith(KeyCabinet keys, Someone person) {
        var id = new PersonId(UUID.fromString(person.id()));
        assertThat(keys.destroy(id, Set.of(KeyPurpose.MESSAGE), NOW, NOW, BY)).isEqualTo(1);
    }

    private boolean isInTheJournal() {
        return JdbcClient.create(database.asOwner())
                        .sql("SELECT count(*) FROM outbox WHERE topic = ?")
                        .param(Topics.KEY_DESTROYED)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private static boolean isWrapped(DataSource store, String key) {
        return JdbcClient.create(store)
                .sql("SELECT wrapped_secret IS NOT NULL FROM data_key WHERE key_id = ?")
                .param(UUID.fromString(key))
                .query(Boolean.class)
                .single();
    }

    private static double returned(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class)
                .get("parley.keys.returned")
                .gauge()
                .value();
    }

    private static JsonNode current(Api service, Someone owner) {
        Map<String, Object> want = Map.of("ownerId", owner.id(), "purpose", "MESSAGE", "month", NOW.toString());
        return keys(service.post("/internal/keys/current", Map.of("items", List.of(want))));
    }

    private static JsonNode lookup(Api service, String key) {
        return keys(service.post("/internal/keys/lookup", Map.of("keyIds", List.of(key))));
    }

    private static JsonNode keys(Api.Answer answer) {
        return answer.is(200).body().path("keys");
    }
}
