package io.parley.audit;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.signing.NoteKeyUnusable;
import io.parley.testing.FakeVaultTransit;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestKek;
import io.parley.testing.TestSigning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The key of the log: made once, wrapped wherever it rests, and moved with what wraps it.
class LogKeyIT extends RunningAuditService {

    @TempDir
    private Path folder;

    private final TestDatabase own = TestDatabase.create("audit");
    private final JdbcClient owner = JdbcClient.create(own.asOwner());

    @Test
    void isOneThoughTwoInstancesStartAtOnceAndStaysAfterARestart() throws Exception {
        String kek = "--parley.kek.uri=" + TestKek.newKeyset().toUri();
        String made;
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> start(kek));
            var two = threads.submit(() -> start(kek));
            try (var first = one.get();
                    var second = two.get()) {
                made = key(first);
                assertThat(key(second)).isEqualTo(made);
            }
        }

        try (var again = start(kek)) {
            assertThat(key(again)).isEqualTo(made);
        }
    }

    @Test
    void isTakenOverFromItsFileAndThenLiesInTheDatabaseWrappedOnly() throws Exception {
        Path pem = TestSigning.newKeyFile();
        String kek = "--parley.kek.uri=" + TestKek.newKeyset().toUri();
        String taken;
        try (var withTheFile = start(kek, "--parley.audit.log.key=" + pem)) {
            taken = key(withTheFile);
        }
        try (var without = start(kek)) {
            assertThat(key(without)).isEqualTo(taken);
        }
        refuses("PARLEY_LOG_KEY: ", kek, "--parley.audit.log.key=" + TestSigning.newKeyFile());

        String dump = dump();
        assertThat(dump).contains(HexFormat.of().formatHex(wrapped()));
        assertThat(dump)
                .doesNotContain(HexFormat.of().formatHex(TestSigning.seedOf(pem)))
                .doesNotContain(Base64.getEncoder().encodeToString(TestSigning.seedOf(pem)));
    }

    /// As after a restore that forgot a table: a second key would make another log of it.
    @Test
    void isNotMadeAnewForALogThatHasOne() {
        String kek = "--parley.kek.uri=" + TestKek.newKeyset().toUri();
        start(kek).close();
        owner.sql("DELETE FROM signing_key").update();

        refuses("PARLEY_LOG_KEY: not set", kek);
    }

    @Test
    void isNotUsedWithoutItsKeyEncryptionKey() {
        start("--parley.kek.uri=" + TestKek.newKeyset().toUri()).close();

        refuses(
                "parley.kek.uri (PARLEY_KEK_URI): ",
                "--parley.kek.uri=" + TestKek.newKeyset().toUri());
        assertThatThrownBy(() -> start()).hasStackTraceContaining("PARLEY_KEK_URI");
    }

    @Test
    void followsItsKeyEncryptionKeyToVaultAndToItsNextVersion() throws Exception {
        Path keyset = TestKek.newKeyset();
        String onFile = "--parley.kek.uri=" + keyset.toUri();
        var vault = new FakeVaultTransit("signing");
        Path token = Files.writeString(folder.resolve("token"), vault.token());
        String[] inVault = {
            "--parley.kek.uri=" + vault.uri(),
            "--parley.kek.vault.token-file=" + token,
            "--parley.kek.check-every=100ms"
        };
        String made;
        try (var before = start(onFile)) {
            made = key(before);
            provesAnEvent(before, made);
        }

        try (var moving = start(with(inVault, "--parley.kek.previous-uri=" + keyset.toUri()))) {
            assertThat(under()).startsWith("vault:v1:");
            vault.rotate();
            owner.sql("UPDATE signing_key SET wrapped_at = wrapped_at - interval '61 minutes'")
                    .update();
            await().atMost(AuditRegion.PATIENCE).until(() -> under().startsWith("vault:v2:"));
            vault.retireOlder();
            provesAnEvent(moving, made);
        }

        try (var moved = start(inVault)) {
            provesAnEvent(moved, made);
        }
        refuses("parley.kek.uri (PARLEY_KEK_URI): ", onFile);
        vault.stop();
    }

    private static void provesAnEvent(ConfigurableApplicationContext instance, String key)
            throws GeneralSecurityException {
        UUID id = AuditRegion.id();
        record(AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(1)
                .setService("consent-service")
                .setAction("rule.changed")
                .setOutcome("success"));
        AuditRegion region = port(instance);
        region.awaitEvent(id, GRACE);
        assertThat(OutsideVerifier.checks(json(region.get("/v1/audit/events/" + id + "/proof", GRACE)), key))
                .isTrue();
    }

    private void refuses(String said, String... arguments) {
        assertThatThrownBy(() -> start(arguments))
                .satisfies(refused -> assertThat(causes(refused))
                        .anySatisfy(cause -> assertThat(cause)
                                .isInstanceOf(NoteKeyUnusable.class)
                                .hasMessageStartingWith(said)));
    }

    private static List<Throwable> causes(Throwable refused) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            all.add(cause);
        }
        return all;
    }

    private static String key(ConfigurableApplicationContext instance) {
        return port(instance).get("/v1/audit/log/key", null).body();
    }

    private String under() {
        return new String(wrapped(), ISO_8859_1);
    }

    private byte[] wrapped() {
        return owner.sql("SELECT wrapped FROM signing_key").query(byte[].class).single();
    }

    /// Every row of every table as text, in which bytes are hexadecimal.
    private String dump() {
        return owner
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .query(String.class)
                .list()
                .stream()
                .flatMap(table ->
                        owner.sql("SELECT t::text FROM \"" + table + "\" t").query(String.class).list().stream())
                .collect(Collectors.joining("\n"));
    }

    private static AuditRegion port(ConfigurableApplicationContext instance) {
        return new AuditRegion(instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static String[] with(String[] some, String more) {
        String[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = more;
        return all;
    }

    /// An instance with a database of its own, and a place of its own in the topic.
    private ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.consumer.group-id=log-key-" + own.url().hashCode(),
                "--spring.datasource.url=" + own.url(),
                same("spring.kafka.bootstrap-servers"),
                same("parley.oidc.issuer"),
                same("parley.oidc.client-secret"),
                same("spring.datasource.password"),
                same("spring.flyway.password")));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(AuditService.class)
                .web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
    }

    private String same(String property) {
        return "--" + property + "=" + environment.getRequiredProperty(property);
    }
}
