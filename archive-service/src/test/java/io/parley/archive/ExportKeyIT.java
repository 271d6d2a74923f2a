package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.platform.signing.NoteKey;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestKek;
import io.parley.testing.TestSigning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The key of exports and certificates: made once, wrapped where it rests, and never another one.
class ExportKeyIT extends RunningArchive {

    private static final List<String> SHARED = List.of(
            "spring.kafka.bootstrap-servers",
            "spring.datasource.password",
            "spring.flyway.password",
            "parley.topics.partitions",
            "parley.oidc.issuer",
            "parley.services.message",
            "parley.services.consent");

    @Autowired
    Environment environment;

    private final TestDatabase own = TestDatabase.create("archive");
    private final JdbcClient owner = JdbcClient.create(own.asOwner());
    private final String kek = "--parley.kek.uri=" + TestKek.newKeyset().toUri();

    @Test
    void staysAfterARestartAndDoesNotOpenUnderAnotherKey() {
        String made = keyOf(kek);

        assertThat(keyOf(kek)).isEqualTo(made);
        assertThatThrownBy(() -> keyOf("--parley.kek.uri=" + TestKek.newKeyset().toUri()))
                .hasStackTraceContaining("PARLEY_KEK_URI");
    }

    @Test
    void isTakenOverAndLiesWrappedOnly() throws Exception {
        Path pem = TestSigning.newKeyFile();

        String taken = keyOf(kek, "--parley.export.key=" + pem);

        assertThat(taken).isEqualTo(of(pem).verifierKey());
        assertThat(keyOf(kek)).isEqualTo(taken);
        assertThat(owner.sql("SELECT encode(wrapped, 'hex') FROM signing_key WHERE purpose = 'archive'")
                        .query(String.class)
                        .single())
                .doesNotContain(HexFormat.of().formatHex(TestSigning.seedOf(pem)));
    }

    @Test
    void isNotMadeAnewWhereACertificateWasSigned() throws Exception {
        Path pem = TestSigning.newKeyFile();
        keyOf(kek);
        owner.sql("DELETE FROM signing_key").update();
        owner.sql("""
                WITH sweep AS (INSERT INTO retention_sweep VALUES (gen_random_uuid(), now()) RETURNING sweep_id)
                INSERT INTO retention_certificate (sweep_id, finished_at, records, document, digest, note)
                SELECT sweep_id, now(), 1, '{}', sha256('{}'), :note FROM sweep""").param("note", of(pem).sign("{}\n")).update();

        assertThatThrownBy(() -> keyOf(kek)).hasStackTraceContaining("PARLEY_EXPORT_KEY: not set");
        assertThatThrownBy(() -> keyOf(kek, "--parley.export.key=" + TestSigning.newKeyFile()))
                .hasStackTraceContaining("the key that signed so far");
        assertThat(keyOf(kek, "--parley.export.key=" + pem)).isEqualTo(of(pem).verifierKey());
    }

    private static NoteKey of(Path pem) throws Exception {
        return NoteKey.of("parley.archive.eu", TestSigning.seedOf(pem));
    }

    /// Of an instance with a database and a place in the topics of its own, which starts and ends.
    private String keyOf(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.consumer.group-id=" + own.url().hashCode(),
                "--spring.kafka.listener.auto-startup=false",
                "--parley.store.directory=target/archive-files",
                "--parley.oidc.client-secret=test",
                "--spring.datasource.url=" + own.url()));
        SHARED.forEach(name -> arguments.add("--" + name + "=" + environment.getRequiredProperty(name)));
        arguments.addAll(List.of(more));
        try (ConfigurableApplicationContext instance =
                new SpringApplicationBuilder(ArchiveService.class).run(arguments.toArray(String[]::new))) {
            return instance.getBean(NoteKey.class).verifierKey();
        }
    }
}
