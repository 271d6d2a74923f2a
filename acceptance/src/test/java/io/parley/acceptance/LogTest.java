package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.client.AuditLog;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The audit log as somebody sees it who does not trust the region.
class LogTest {

    private static final String LOG = Region.GATEWAY + "/v1/audit/log";

    @TempDir
    Path folder;

    private final AuditLog log = Region.graceTheAuditor().api().audit();

    @Test
    void anOfflineVerifierFindsNothingWrong() throws Exception {
        anEvent();
        isWhole();

        Path copy = folder.resolve("copy");
        assertThat(Script.run("copy-log", LOG, copy.toString(), "--token", token())
                        .code())
                .isZero();
        anEvent();
        Script.Outcome copied = Script.run("verify-log", copy.toString(), "--key", log.key());
        assertThat(copied.code()).as(copied.output()).isZero();
        assertThat(copied.output()).doesNotContain("events      0 are");
        Script.Outcome later = Script.run(
                "verify-log",
                LOG,
                "--key",
                log.key(),
                "--since",
                copy.resolve("checkpoint").toString());
        assertThat(later.code()).as(later.output()).isZero();
        assertThat(later.output()).contains("history     begins with");
    }

    /// As the owner of the database can: the guards taken off, one entry changed, the guards put back.
    @Test
    void oneRowAlteredIsFoundAtItsIndex() throws Exception {
        isFoundWhenAltered(anEvent().index());
    }

    private void isFoundWhenAltered(long index) throws SQLException, IOException {
        isWhole();
        byte[] before = alter(index, null);
        try {
            Script.Outcome altered = Script.run("verify-log", LOG, "--key", log.key(), "--token", token());
            assertThat(altered.code()).as(altered.output()).isEqualTo(1);
            assertThat(altered.output()).contains("entry " + index + ": not the commitment to its event");
        } finally {
            alter(index, before);
        }
        isWhole();
    }

    /// What could not be sent while Kafka was down is told of as soon as it can be.
    static void nothingIsMissing() {
        JsonNode completeness = Wait.atMost(Duration.ofSeconds(60))
                .until(
                        () -> Region.graceTheAuditor()
                                .http()
                                .get("/v1/audit/completeness")
                                .json(),
                        found -> found.path("gaps").isEmpty());
        assertThat(completeness.path("missing").asLong()).isZero();
        assertThat(completeness.path("streams").asLong()).isPositive();
    }

    private void isWhole() throws IOException {
        isWhole(folder);
    }

    /// @param folder for what the verifier needs
    static void isWhole(Path folder) throws IOException {
        String key = Region.graceTheAuditor().api().audit().key();
        Script.Outcome whole = Script.run("verify-log", LOG, "--key", key, "--token", token(folder));
        assertThat(whole.code()).as(whole.output()).isZero();
        assertThat(whole.output()).contains("lead through their tiles to the signed root");
    }

    /// With the Go project's own packages, none of them ours. Needs Go, and its module in reach.
    @Test
    void aPublicVerifierFindsNothingWrong() throws Exception {
        anEvent();
        Path verifier = Region.ROOT.resolve("acceptance/verifier");
        Path program = folder.resolve("verifier");
        assumeTrue(
                run(verifier, "go", "build", "-o", program.toString(), ".").code() == 0,
                "SKIPPED: no Go here, or its module golang.org/x/mod is not in reach");
        String state = folder.resolve("state").toString();

        for (int i = 0; i < 2; i++) {
            Script.Outcome checked = run(verifier, program.toString(), "-log", LOG, "-key", log.key(), "-state", state);
            assertThat(checked.code()).as(checked.output()).isZero();
            anEvent();
        }
    }

    /// Each of these parts is killed in the midst of work. Nothing that was done is missing or there twice, the log is
    /// whole, and whoever changes one of these events afterwards is found out.
    @Test
    void everyActIsAnEventOnceWhateverIsKilled() throws Exception {
        Event last;
        try (Casework work = Casework.begin()) {
            work.goesOn(1);
            FaultTest.parts(List.of("audit", "archive")).forEach(part -> {
                Script.parley("kill", part);
                Script.parley("start", part);
                work.goesOn(1);
            });
            last = work.everyActIsAnEventOnce();
        }
        nothingIsMissing();
        isFoundWhenAltered(last.index());
    }

    /// A grant request leaves one event.
    private Event anEvent() {
        String caseRef = Officers.newCase();
        Officers.requested(
                caseRef, Region.alice().agreed().opens("group", Region.bob()).conversationId());
        return Wait.shortly()
                .until(() -> log.all(Filter.action("grant.requested").caseRef(caseRef)), found -> !found.isEmpty())
                .getFirst();
    }

    private String token() throws IOException {
        return token(folder);
    }

    /// In a file: a command line is for everyone to see.
    private static String token(Path folder) throws IOException {
        return Files.writeString(
                        folder.resolve("token"),
                        Region.graceTheAuditor().tokens().get())
                .toString();
    }

    /// @return what stood there
    private static byte[] alter(long index, byte @Nullable [] commitment) throws SQLException, IOException {
        int port = Region.GATEWAY.getPort() - 8080 + 15432;
        String password = Files.readString(Region.HOME.resolve("secret/password-parley_audit_owner"))
                .strip();
        try (Connection owner = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + port + "/parley_audit", "parley_audit_owner", password);
                Statement guards = owner.createStatement();
                PreparedStatement read =
                        owner.prepareStatement("SELECT commitment FROM log_entry WHERE entry_index = " + index);
                PreparedStatement write = owner.prepareStatement(
                        "UPDATE log_entry SET commitment = coalesce(?, sha256('altered')) WHERE entry_index = "
                                + index)) {
            owner.setAutoCommit(false);
            var found = read.executeQuery();
            assertThat(found.next()).isTrue();
            byte[] before = found.getBytes(1);
            guards.execute("ALTER TABLE log_entry DISABLE TRIGGER append_only");
            write.setBytes(1, commitment);
            assertThat(write.executeUpdate()).isEqualTo(1);
            guards.execute("ALTER TABLE log_entry ENABLE TRIGGER append_only");
            owner.commit();
            return before;
        }
    }

    private static Script.Outcome run(Path where, String... command) throws InterruptedException {
        try {
            Path output = Files.createTempFile("parley", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Script.Outcome(process.exitValue(), Files.readString(output));
        } catch (IOException absent) {
            return new Script.Outcome(127, String.valueOf(absent.getMessage()));
        }
    }
}
