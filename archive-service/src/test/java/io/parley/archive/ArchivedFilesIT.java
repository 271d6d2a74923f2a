package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.client.proof.RecordProof;
import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The archive's own copies of files: how they come, who sees them, and how they go.
class ArchivedFilesIT extends RunningRetention {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CANARY = "canary-7d1f-in-a-file";

    @Autowired
    ObjectStore store;

    @AfterEach
    void up() {
        UPLOADS.down = false;
    }

    @Test
    void copiesAFileProvesItAndShowsItUnderAGrantOnly() throws IOException {
        byte[] bytes = new byte[5_000_000];
        new Random(7).nextBytes(bytes);
        System.arraycopy(CANARY.getBytes(StandardCharsets.UTF_8), 0, bytes, 1_000, CANARY.length());
        FileId file = UPLOADS.upload("../\u202egnp.合同 \"a\".bin", "application/octet-stream", bytes);
        Conversation talk = talk(file);
        UUID record = record(talk);
        awaitStates(talk, "archived");

        String path = "/v1/archive/records/" + record + "/files/" + file;
        assertThat(officer.get(path).code()).isEqualTo("grant-required");
        String grant = granted(talk);
        HttpResponse<byte[]> answer = officer.download(path + "?grantId=" + grant);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .doesNotContain("\"a\"");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

        RecordProof proof =
                JsonMapper.shared().treeToValue(officer.get(path + "/proof").body(), RecordProof.class);
        proof.verify();
        assertThat(proof.outcome()).isEqualTo("archived");
        assertThat(proof.entry()).contains(record.toString()).contains(file.toString());
        byte[] salt = Base64.getDecoder()
                .decode(answer.headers().firstValue("Parley-Salt").orElseThrow());
        proof.verifyContent(salt, bytes);

        JsonNode shown = officer.get("/v1/archive/records/" + record + "?grantId=" + grant)
                .body()
                .path("versions")
                .get(0)
                .path("files")
                .get(0);
        assertThat(shown.path("state").asString()).isEqualTo("archived");
        assertThat(shown.path("size").asLong()).isEqualTo(bytes.length);
        assertThat(shown.path("sha256").asString()).isEqualTo(NeighbourFiles.sha256(bytes));
        assertThat(plainInTheStore(CANARY)).isFalse();
        assertThat(approver.download(path + "?grantId=" + grant).statusCode()).isEqualTo(403);
        assertThat(officer.download(
                                "/v1/archive/records/" + record(talk(file)) + "/files/" + file + "?grantId=" + grant)
                        .statusCode())
                .isEqualTo(403);
        assertThat(officer.get("/v1/archive/records/" + record + "/files/" + FileId.next() + "?grantId=" + grant)
                        .status())
                .isEqualTo(404);
        assertRecorded(record, file, grant);
    }

    @Test
    void neverAsksForTheFileOfAWithheldMessage() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        FileId kept = UPLOADS.upload("kept.txt", "text/plain", new byte[] {1});
        FileId withheld = UPLOADS.upload("withheld.txt", "text/plain", new byte[] {2});
        talk.postFiles(author, kept);
        bases().withdraw(author);
        talk.postFiles(author, withheld);
        bases().complete();
        awaitDecided(talk.id(), 2);
        awaitStates(talk, "archived");
        awaitCopies();
        assertThat(UPLOADS.wasAsked(withheld)).isFalse();
    }

    @Test
    void accountsForFilesThatCannotBeHad() {
        FileId gone = FileId.next();
        FileId huge = UPLOADS.uploadHuge(8_000_001_000L);
        FileId fine = UPLOADS.upload("fine.txt", "text/plain", new byte[] {1, 2});
        FileId damaged = UPLOADS.uploadDamaged(new byte[] {3});
        Conversation talk = talk(gone, huge, fine, damaged);
        awaitStates(talk, "deleted", "too-large", "archived", "pending");
        assertThat(files(talk).toString())
                .isEqualTo("{\"archived\":1,\"pending\":1,\"notArchived\":[{\"reason\":\"deleted\",\"count\":1},"
                        + "{\"reason\":\"too-large\",\"count\":1}]}");

        asOwner().update("UPDATE file_task SET attempts = 19, due_at = now() WHERE file_id = ?", damaged.value());
        awaitStates(talk, "deleted", "too-large", "archived", "unreadable");
        Http.Answer absent =
                officer.get("/v1/archive/records/" + record(talk) + "/files/" + gone + "?grantId=" + granted(talk));
        assertThat(absent.code()).isEqualTo("conflict");
        assertThat(absent.body().path("reason").asString()).isEqualTo("deleted");
        RecordProof proof = JsonMapper.shared()
                .treeToValue(
                        officer.get("/v1/archive/records/" + record(talk) + "/files/" + gone + "/proof")
                                .body(),
                        RecordProof.class);
        proof.verify();
        assertThat(proof.outcome()).isEqualTo("absent");
    }

    @Test
    void waitsAsLongAsMessageServiceIsDown() {
        UPLOADS.down = true;
        FileId file = UPLOADS.upload("later.txt", "text/plain", new byte[] {5});
        Conversation talk = talk(file);
        await().atMost(PATIENCE).until(() -> attempts(file) >= 2);
        assertThat(states(talk)).containsExactly("pending");
        UPLOADS.down = false;
        awaitStates(talk, "archived");
    }

    @Test
    void deletesTheBytesOfWhatRetentionDestroysAndNoneThatAHoldCovers() throws IOException {
        FileId file = UPLOADS.upload("old.txt", "text/plain", new byte[] {6, 7});
        Conversation due = talk(file);
        Conversation held = talk(file);
        awaitStates(due, "archived");
        awaitStates(held, "archived");
        ObjectId deleted = object(due);
        ObjectId kept = object(held);
        assertThat(objects()).contains(deleted, kept);
        hold("{\"conversationIds\":[\"" + held.id() + "\"]}");

        inForce("delete-after", "file", "PT30M", due.id());
        inForce("delete-after", "file", "PT30M", held.id());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(objects()).doesNotContain(deleted));
        awaitSweeps();
        assertThat(objects()).contains(kept);
        assertThat(rows(due)).isZero();
        assertThat(states(held)).containsExactly("archived");
    }

    @Test
    void deletesTheBytesUnderADestroyedKeyAndSaysSo() throws IOException {
        FileId file = UPLOADS.upload("erased.txt", "text/plain", new byte[] {8});
        Conversation talk = talk(file);
        awaitStates(talk, "archived");
        ObjectId object = object(talk);
        destroyKey(one(
                "SELECT key_id::text FROM record WHERE conversation_id = ?",
                String.class,
                talk.id().value()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(objects()).doesNotContain(object));
        assertThat(files(talk).toString())
                .isEqualTo("{\"archived\":0,\"pending\":0,\"notArchived\":[{\"reason\":\"erased\",\"count\":1}]}");
    }

    @Test
    void theServiceCanNeitherChangeNorDeleteWhatItRecorded() {
        FileId file = UPLOADS.upload("fixed.txt", "text/plain", new byte[] {9});
        Conversation talk = talk(file);
        awaitStates(talk, "archived");
        for (String sql : List.of(
                "DELETE FROM archived_file",
                "UPDATE file_outcome SET size = 1",
                "DELETE FROM file_outcome",
                "DELETE FROM file_object",
                "UPDATE file_object SET size = 1")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> asService().update(sql))
                    .as(sql)
                    .hasStackTraceContaining("permission denied");
        }
        asService().queryForObject("SELECT drop_purged_files('epoch', 1000)", Long.class);
        assertThat(rows(talk)).isEqualTo(1);
    }

    private Conversation talk(FileId... files) {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.postFiles(author, files);
        bases().complete();
        awaitDecided(talk.id(), 1);
        return talk;
    }

    private UUID record(Conversation talk) {
        return one(
                "SELECT record_id FROM record WHERE conversation_id = ?",
                UUID.class,
                talk.id().value());
    }

    private ObjectId object(Conversation talk) {
        return new ObjectId(one(
                "SELECT object_id FROM file_object JOIN archived_file USING (record_id, file_id)"
                        + " WHERE conversation_id = ?",
                UUID.class,
                talk.id().value()));
    }

    private long rows(Conversation talk) {
        return one(
                "SELECT count(*) FROM archived_file WHERE conversation_id = ?",
                Long.class,
                talk.id().value());
    }

    private int attempts(FileId file) {
        return one("SELECT coalesce(max(attempts), 0) FROM file_task WHERE file_id = ?", Integer.class, file.value());
    }

    private <T> T one(String sql, Class<T> type, Object... values) {
        return asOwner().query(sql, (row, n) -> row.getObject(1, type), values).getFirst();
    }

    private void awaitCopies() {
        await().atMost(PATIENCE).until(() -> one("SELECT count(*) FROM file_task WHERE attempts = 0", Long.class) == 0);
    }

    private void awaitStates(Conversation talk, String... states) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(states(talk)).containsExactly(states));
    }

    private List<String> states(Conversation talk) {
        return asOwner().query("""
                        SELECT CASE WHEN o.outcome IS NULL THEN 'pending' ELSE coalesce(o.reason, o.outcome) END
                        FROM archived_file f LEFT JOIN file_outcome o USING (record_id, file_id)
                        WHERE f.conversation_id = ? ORDER BY f.number
                        """, (row, n) -> row.getString(1), talk.id().value());
    }

    private JsonNode files(Conversation talk) {
        return officer.get("/v1/archive/conversations/" + talk.id() + "/coverage")
                .body()
                .path("files");
    }

    private List<ObjectId> objects() throws IOException {
        List<ObjectId> found = new ArrayList<>();
        store.committedBefore(Instant.now().plusSeconds(3600), found::addAll);
        return found;
    }

    private static boolean plainInTheStore(String text) throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of("target/archive-files"))) {
            return tree.filter(Files::isRegularFile).anyMatch(path -> holds(path, text));
        }
    }

    private static boolean holds(Path path, String text) {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException sweptMeanwhile) {
            return false;
        }
    }

    private void assertRecorded(UUID record, FileId file, String grant) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event ->
                                    file.toString().equals(event.getDetailMap().get("fileId")))
                            .filteredOn(event -> event.getAction().equals("archive.viewed"))
                            .singleElement()
                            .satisfies(event -> {
                                assertThat(event.getObjectId()).isEqualTo(record.toString());
                                assertThat(event.getDetailMap()).containsEntry("grantId", grant);
                                assertThat(event.getCaseRef()).isNotEmpty();
                                assertThat(event.getAffectedList()).hasSize(1);
                            }));
        }
    }
}
