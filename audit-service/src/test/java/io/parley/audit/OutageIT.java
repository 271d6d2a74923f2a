package io.parley.audit;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class OutageIT extends RunningAuditService {

    @Autowired
    private TestDatabase database;

    @Test
    void withoutItsDatabaseItSaysSoAndCatchesUpAfterwards() throws SQLException {
        UUID meanwhile = AuditRegion.id();
        try (Connection connection = beside();
                Statement owner = connection.createStatement()) {
            cutOff(owner);
            try {
                record(event(meanwhile));
                assertUnavailable("/v1/audit/events", GRACE);
                assertUnavailable("/v1/audit/log/checkpoint", null);
                assertThat(management.get("/actuator/health/readiness", null).statusCode())
                        .isEqualTo(503);
                assertThat(management.get("/actuator/health/liveness", null).statusCode())
                        .isEqualTo(200);
            } finally {
                owner.execute("ALTER DATABASE " + databaseName() + " ALLOW_CONNECTIONS true");
            }
        }

        region.awaitEvent(meanwhile, GRACE);
        await().atMost(AuditRegion.PATIENCE)
                .until(() -> management.get("/actuator/health/readiness", null).statusCode() == 200);
    }

    @Test
    void anotherInstanceTakesOverWithoutLossOrDoubling() {
        TestDatabase shared = TestDatabase.create("audit");
        List<UUID> first = recordMany();
        List<UUID> second;
        String before;
        try (var one = start(shared)) {
            awaitAll(one, first);
            try (var two = start(shared)) {
                before = port(two).get("/v1/audit/log/checkpoint", null).body();
                one.close();
                second = recordMany();
                awaitAll(two, second);
            }
        }
        try (var three = start(shared)) {
            awaitAll(three, first);
            awaitAll(three, second);
            var proof = json(port(three).get("/v1/audit/log/consistency?from=" + before.split("\n")[1], null));
            assertThat(proof.get("to").asLong())
                    .isGreaterThanOrEqualTo(Long.parseLong(before.split("\n")[1]) + second.size());
        }
    }

    private void assertUnavailable(String path, @Nullable String token) {
        var answer = region.get(path, token);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(json(answer).get("code").asString()).isEqualTo("unavailable");
    }

    /// As if the database were down for the service: no new connections, and the old ones cut.
    private void cutOff(Statement owner) throws SQLException {
        try (Connection last = database.asService().getConnection();
                Statement service = last.createStatement()) {
            owner.execute("ALTER DATABASE " + last.getCatalog() + " ALLOW_CONNECTIONS false");
            service.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()");
        }
    }

    /// As the owner of the database, connected to another one: nobody closes the room they stand in.
    private Connection beside() throws SQLException {
        return DriverManager.getConnection(
                database.url().replace("/" + databaseName(), "/postgres"),
                "parley_audit_owner",
                environment.getRequiredProperty("spring.flyway.password"));
    }

    private String databaseName() {
        return database.url().substring(database.url().lastIndexOf('/') + 1);
    }

    private static List<UUID> recordMany() {
        List<UUID> ids = IntStream.range(0, 20).mapToObj(_ -> AuditRegion.id()).toList();
        ids.forEach(id -> record(event(id)));
        return ids;
    }

    private static AuditRecorded.Builder event(UUID id) {
        return AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(1)
                .setService("consent-service")
                .setAction("rule.changed")
                .setOutcome("success");
    }

    private static void awaitAll(ConfigurableApplicationContext instance, List<UUID> ids) {
        ids.forEach(id -> port(instance).awaitEvent(id, GRACE));
    }

    private static AuditRegion port(ConfigurableApplicationContext instance) {
        return new AuditRegion(instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    /// One more process of the service, as far as a test can have one, with its own place in the topic.
    private ConfigurableApplicationContext start(TestDatabase on) {
        return new SpringApplicationBuilder(AuditService.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.kafka.consumer.group-id=audit-takeover",
                        same("parley.kek.uri"),
                        "--spring.datasource.url=" + on.url(),
                        same("spring.kafka.bootstrap-servers"),
                        same("parley.oidc.issuer"),
                        same("parley.oidc.client-secret"),
                        same("spring.datasource.password"),
                        same("spring.flyway.password"));
    }

    private String same(String property) {
        return "--" + property + "=" + environment.getRequiredProperty(property);
    }
}
