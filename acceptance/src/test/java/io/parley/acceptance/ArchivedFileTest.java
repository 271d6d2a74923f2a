package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.Export;
import io.parley.client.Archive.ExportRequest;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.ExportId;
import io.parley.client.FileId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import io.parley.client.proof.ExportVerifier;
import io.parley.client.proof.RecordProof;
import io.parley.testing.TestDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file that was sent is in the archive with its message: found by its words, read under a grant, proved and
/// exported.
class ArchivedFileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();

    @Test
    void isFoundByItsWordsReadProvedAndExported() throws IOException {
        ConversationId conversation = alice.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        byte[] bytes = TestDocuments.docx("我家在上海东边");
        Path file = Files.write(folder.resolve("合同.docx"), bytes);
        FileId id = alice.api()
                .files()
                .upload(file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ -> {});
        MessageId message = MessageId.next();
        alice.api().messages().send(conversation, message, Content.file("file", id));
        Officers.coverage(conversation, 1);
        Wait.atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(coverage(conversation).path("archived").asInt())
                                .isEqualTo(1));
        alice.api().messages().recall(conversation, message);

        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        JsonNode found = Wait.atMost(PATIENCE).until(() -> search(grant, "上海"), items -> items.size() == 1);
        JsonNode version = found.get(0).path("versions").get(0);
        assertThat(version.path("files").get(0).path("matched").asBoolean()).isTrue();
        assertThat(version.path("files").get(0).path("name").asString()).isEqualTo("合同.docx");

        String path = "/v1/archive/records/" + version.path("recordId").asString() + "/files/" + id;
        Region.erinTheOfficer().http().get(path).isProblem(403, "grant-required");
        Region.frankTheApprover().http().get(path + "?grantId=" + grant).isProblem(403, "forbidden");
        var read =
                Region.erinTheOfficer().http().get(path + "?grantId=" + grant).hasStatus(200);
        assertThat(read.bytes()).isEqualTo(bytes);
        RecordProof proof = JsonMapper.shared()
                .readValue(
                        Region.graceTheAuditor()
                                .http()
                                .get(path + "/proof")
                                .hasStatus(200)
                                .bytes(),
                        RecordProof.class);
        proof.verify();
        proof.verifyContent(Base64.getDecoder().decode(read.header("Parley-Salt")), bytes);

        List<String> said = new ArrayList<>();
        new ExportVerifier(Officers.archive().exportKey(), said::add).verify(exported(grant));
        assertThat(said).contains("attachments: 1 files of records, and 0 that are not there, with why");
    }

    private static JsonNode coverage(ConversationId conversation) {
        byte[] answer = Region.graceTheAuditor()
                .http()
                .get("/v1/archive/conversations/" + conversation + "/coverage")
                .hasStatus(200)
                .bytes();
        return JsonMapper.shared().readTree(answer).path("files");
    }

    private static JsonNode search(GrantId grant, String text) {
        byte[] answer = Region.erinTheOfficer()
                .http()
                .post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\",\"text\":\"" + text + "\"}")
                .hasStatus(200)
                .bytes();
        return JsonMapper.shared().readTree(new String(answer, UTF_8)).path("items");
    }

    private Path exported(GrantId grant) throws IOException {
        ExportId export = Officers.archive()
                .requestExport(ExportRequest.all(grant, "json"))
                .exportId();
        Region.frankTheApprover().api().archive().approve(export, "reviewed");
        Export ready = Wait.atMost(PATIENCE)
                .until(
                        () -> Officers.archive().export(export),
                        now -> now.state().equals("ready"));
        Path file = folder.resolve(ready.exportId() + ".zip");
        try (InputStream zip = Officers.archive().download(export)) {
            Files.copy(zip, file);
        }
        return file;
    }
}
