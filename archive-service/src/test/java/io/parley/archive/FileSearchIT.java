package io.parley.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;
import io.parley.testing.TestDocuments;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Messages found by what is in their files, read by a real worker process.
class FileSearchIT extends RunningRetention {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CANARY = "canaryword7d1f";

    @Test
    void findsAMessageByAWordOfItsFileWithinTheScopeOnly() {
        FileId pdf = UPLOADS.upload("a.pdf", "application/pdf", TestDocuments.pdf("我家在上海东边"));
        FileId docx = UPLOADS.upload("b.docx", "application/octet-stream", TestDocuments.docx("去上海 " + CANARY));
        FileId other = UPLOADS.upload("c.txt", "text/plain", "nothing of it".getBytes(UTF_8));
        Conversation talk = talk(other, pdf);
        Conversation second = talk(docx);
        awaitRead(talk, "searchable", "searchable");
        awaitRead(second, "searchable");

        JsonNode items = found(granted(talk), "上海");
        assertThat(items).hasSize(1);
        JsonNode files = items.get(0).path("versions").get(0).path("files");
        assertThat(files.get(0).has("matched")).isFalse();
        assertThat(files.get(1).path("fileId").asString()).isEqualTo(pdf.toString());
        assertThat(files.get(1).path("matched").asBoolean()).isTrue();
        JsonNode excerpt = files.get(1).path("excerpt");
        assertThat(excerpt.path("text")
                        .asString()
                        .substring(
                                excerpt.path("start").asInt(),
                                excerpt.path("end").asInt()))
                .isEqualTo("上海");
        assertThat(found(granted(talk), CANARY)).isEmpty();
        assertThat(found(granted(second), CANARY)).hasSize(1);
        assertThat(found(granted(second), "海上")).isEmpty();
        assertThat(rowsThatHold(CANARY)).isZero();
    }

    @Test
    void aMessageFoundByItsWordsAndByItsFileComesOnceAndInOrder() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "offer one");
        talk.postFiles(author, UPLOADS.upload("o.txt", "text/plain", "the offer two".getBytes(UTF_8)));
        talk.post(author, "offer three");
        bases().complete();
        awaitDecided(talk.id(), 3);
        awaitRead(talk, "searchable");
        assertThat(found(granted(talk), "offer")
                        .valueStream()
                        .map(item -> item.path("seq").asLong()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void saysWhyAFileCannotBeSearchedAndGoesOn() {
        byte[] docx = TestDocuments.docx("whole");
        FileId damaged = UPLOADS.upload("d.docx", "x/y", java.util.Arrays.copyOf(docx, docx.length / 2));
        FileId image = UPLOADS.upload("i.png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        FileId fine = UPLOADS.upload("f.docx", "x/y", docx);
        Conversation talk = talk(damaged, image, fine);
        awaitRead(talk, "damaged", "unsupported", "searchable");
        JsonNode files =
                found(granted(talk), "whole").get(0).path("versions").get(0).path("files");
        assertThat(files.get(0).path("words").toString())
                .isEqualTo("{\"state\":\"not-searchable\",\"reason\":\"damaged\"}");
        assertThat(files.get(2).path("words").path("state").asString()).isEqualTo("searchable");
        assertThat(tasks(talk)).isZero();
    }

    @Test
    void retentionTakesTheTextAndTheDigestsOfItsWords() {
        Conversation talk = talk(UPLOADS.upload("g.txt", "text/plain", "soon gone".getBytes(UTF_8)));
        awaitRead(talk, "searchable");
        UUID record = asOwner()
                .query(
                        "SELECT record_id FROM record WHERE conversation_id = ?",
                        (row, n) -> row.getObject(1, UUID.class),
                        talk.id().value())
                .getFirst();
        assertThat(rows(record)).isEqualTo(2);
        inForce("delete-after", "file", "PT30M", talk.id());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows(record)).isZero());
    }

    private Conversation talk(FileId... files) {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.postFiles(author, files);
        bases().complete();
        awaitDecided(talk.id(), 1);
        return talk;
    }

    private void awaitRead(Conversation talk, String... outcomes) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(read(talk)).containsExactly(outcomes));
    }

    private List<String> read(Conversation talk) {
        return asOwner()
                .query(
                        "SELECT coalesce(t.reason, t.outcome, 'pending') FROM archived_file f"
                                + " LEFT JOIN file_text t USING (record_id, file_id) WHERE f.conversation_id = ?"
                                + " ORDER BY f.seq, f.number",
                        (row, n) -> row.getString(1),
                        talk.id().value());
    }

    private long tasks(Conversation talk) {
        return numbers(
                        asOwner(),
                        "SELECT count(*) FROM file_task JOIN archived_file USING (record_id, file_id)"
                                + " WHERE conversation_id = ?",
                        talk.id().value())
                .getFirst();
    }

    private long rows(UUID record) {
        return numbers(asOwner(), """
                SELECT (SELECT count(*) FROM file_text WHERE record_id = ?)
                    + (SELECT count(*) FROM file_token WHERE record_id = ?)""", record, record).getFirst();
    }

    private long rowsThatHold(String text) {
        return numbers(
                        asOwner(),
                        "SELECT count(*) FROM file_text WHERE position(convert_to(?, 'UTF8') IN sealed) > 0",
                        text)
                .getFirst();
    }

    private JsonNode found(String grant, String text) {
        Http.Answer answer =
                officer.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\",\"text\":\"" + text + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("items");
    }
}
