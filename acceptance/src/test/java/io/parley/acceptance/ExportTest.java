package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Archive.Export;
import io.parley.client.Archive.ExportRequest;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import io.parley.client.ExportId;
import io.parley.client.GrantId;
import io.parley.client.ProblemException;
import io.parley.client.proof.ExportVerifier;
import io.parley.client.proof.ProofException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What leaves the archive was asked for by one and approved by another, can be checked by anybody, and ends with its
/// grant.
class ExportTest {

    private static final Duration BUILT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private ConversationId conversation;
    private String caseRef;
    private GrantId grant;

    @BeforeEach
    void talk() {
        conversation = alice.opens("group", bob).conversationId();
        caseRef = Officers.newCase();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        alice.says(conversation, "=1+1 我家在上海东边");
        bob.says(conversation, "好的 <b>&\u0000 😀");
        Officers.coverage(conversation, 2);
        grant = Officers.granted(caseRef, conversation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "eml", "actiance-xml", "edrm-xml"})
    void everyFormatVerifiesAndAChangedByteDoesNot(String format) throws IOException {
        Path zip = download(built(format));

        List<String> said = new ArrayList<>();
        new ExportVerifier(Officers.archive().exportKey(), said::add).verify(zip);
        assertThat(said).anyMatch(line -> line.startsWith("records: 2 in 1 conversations"));

        byte[] changed = Files.readAllBytes(zip);
        changed[firstData(changed)] ^= 1;
        Files.write(zip, changed);
        assertThatThrownBy(() -> new ExportVerifier(null, line -> {}).verify(zip))
                .isInstanceOfAny(ProofException.class, IOException.class);
    }

    @Test
    void nobodyApprovesTheirOwnAndNobodyElseDownloads() {
        ExportId export = requested("json");

        refused(() -> Officers.archive().approve(export, "mine"), "four-eyes");
        refused(() -> Officers.archive().download(export), "conflict");
        Region.frankTheApprover().api().archive().refuse(export, "too much");
        refused(() -> Officers.archive().download(export), "conflict");
        refused(() -> Region.ivanTheAdmin().api().archive().export(export), "forbidden");
    }

    /// Built anew from its beginning, or failed with a report; never half of it.
    @Test
    void anExportWhoseBuildIsKilledIsWholeInTheEnd() throws IOException {
        for (int i = 0; i < 200; i++) {
            alice.says(conversation, "one of many");
        }
        Officers.coverage(conversation, 202);
        ExportId export = requested("json");
        Region.frankTheApprover().api().archive().approve(export, "reviewed");
        Script.parley("kill", "archive");
        Script.parley("start", "archive");

        Export ready = Wait.atMost(BUILT)
                .until(
                        () -> Officers.archive().export(export),
                        now -> now.state().equals("ready"));
        List<String> said = new ArrayList<>();
        new ExportVerifier(Officers.archive().exportKey(), said::add).verify(download(ready));
        assertThat(said).anyMatch(line -> line.startsWith("records: 202 in 1 conversations"));
    }

    @Test
    void aRevokedGrantEndsTheExport() {
        ExportId export = built("json").exportId();

        Region.frankTheApprover().api().archive().revoke(grant, "over");

        refused(() -> Officers.archive().download(export), "grant-required");
        Wait.atMost(BUILT)
                .until(() -> "failed".equals(Officers.archive().export(export).state()));
    }

    @Test
    void everyStepIsInTheAuditLog() throws IOException {
        Export export = built("csv");
        download(export);

        Wait.atMost(BUILT)
                .untilAsserted(() -> assertThat(Region.graceTheAuditor()
                                .api()
                                .audit()
                                .all(Filter.any().caseRef(caseRef)))
                        .extracting(Event::action)
                        .contains("export.requested", "export.approved", "archive.exported"));
    }

    /// Behind the header of the first file: 30 bytes, its name and what the header adds.
    private static int firstData(byte[] zip) {
        ByteBuffer header = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return 30 + header.getShort(26) + header.getShort(28);
    }

    private Export built(String format) {
        ExportId export = requested(format);
        Region.frankTheApprover().api().archive().approve(export, "reviewed");
        return Wait.atMost(BUILT)
                .until(
                        () -> Officers.archive().export(export),
                        now -> now.state().equals("ready"));
    }

    private ExportId requested(String format) {
        return Officers.archive()
                .requestExport(ExportRequest.all(grant, format))
                .exportId();
    }

    private Path download(Export export) throws IOException {
        Path file = folder.resolve(export.exportId() + ".zip");
        try (InputStream zip = Officers.archive().download(export.exportId())) {
            Files.copy(zip, file);
        }
        return file;
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
