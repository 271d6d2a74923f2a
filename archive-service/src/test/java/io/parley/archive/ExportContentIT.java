package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.FileId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is in a copy: counted, verified, and explained where something is not.
class ExportContentIT extends RunningExports {

    @Autowired
    ObjectStore store;

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "eml", "actiance-xml", "edrm-xml"})
    void aCopyThatTwoPeopleAgreedOnVerifiesWithoutTheRegion(String format) throws IOException {
        PersonId author = bases().consenting();
        PersonId guest = bases().consenting();
        Conversation talk = conversation().open(author, guest);
        MessageId message = talk.post(author, "第一版 <b>&\u0000 \uD800 =1+1");
        talk.edit(author, message, "the second wording");
        talk.recall(author, message);
        talk.remove(author, guest);
        bases().withdraw(author);
        talk.post(author, "withheld");
        settled(talk);
        String export = requested(granted(talk), format, "");

        assertThat(officer.bytes(EXPORTS + "/" + export + "/download")).isEmpty();
        approve(export);
        JsonNode ready = awaitState(export, "ready");
        Path zip = download(export);

        assertThat(ready.path("contents").path("records").asLong()).isEqualTo(3);
        List<String> checked = verified(zip);
        assertThat(checked).anySatisfy(line -> assertThat(line).startsWith("records: 3 in 1 conversations"));
        JsonNode manifest = manifest(zip);
        assertThat(manifest.path("counts").toString())
                .isEqualTo(
                        "{\"conversations\":1,\"messages\":1,\"edits\":1,\"erased\":0,\"recalls\":1,\"reactions\":0,\"titles\":0,\"receipts\":0,\"purged\":0,"
                                + "\"withheld\":{\"consent-withdrawn\":1}}");
        assertThat(manifest.path("caseRef").asString()).isEqualTo("CASE-7");
        assertThat(manifest.path("notes").path("attachments").asString()).contains("files/");
        assertThat(Files.readString(zip, StandardCharsets.ISO_8859_1)).doesNotContain("withheld wording");
        assertThat(plainAtRest("the second wording")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "eml", "actiance-xml", "edrm-xml"})
    void filesComeAlongAndThoseThatCannotAreExplained(String format) throws IOException {
        byte[] bytes = "the canary file".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        FileId there = UPLOADS.upload("../合同\u202E.txt", "text/plain", bytes);
        FileId gone = FileId.next();
        Conversation talk = withFiles(there, gone);
        String export = requested(granted(talk), format, "");
        approve(export);
        awaitState(export, "ready");
        Path zip = download(export);

        assertThat(verified(zip)).contains("attachments: 1 files of records, and 1 that are not there, with why");
        JsonNode attachments = manifest(zip).path("attachments");
        assertThat(attachments.get(0).path("fileId").asString()).isEqualTo(there.toString());
        assertThat(attachments.get(1).path("state").asString()).isEqualTo("deleted");
        assertThat(manifest(zip).path("counts").path("files").toString()).isEqualTo("{\"archived\":1,\"deleted\":1}");
        String path = attachments.get(0).path("path").asString();
        assertThat(path).matches("files/[0-9a-f-]{36}/1-_合同_\\.txt");
        try (var opened = new ZipFile(zip.toFile())) {
            assertThat(opened.getInputStream(opened.getEntry(path)).readAllBytes())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void anArchivedFileThatIsNotInTheStoreFailsTheExport() throws IOException {
        FileId file = UPLOADS.upload("lost.txt", "text/plain", new byte[] {1, 2, 3});
        Conversation talk = withFiles(file);
        store.delete(asOwner()
                .query(
                        "SELECT object_id FROM file_object WHERE file_id = ?",
                        (row, n) -> new ObjectId(row.getObject(1, UUID.class)),
                        file.value()));
        String export = requested(granted(talk), "json", "");
        approve(export);
        assertThat(awaitState(export, "failed").path("error").path("reason").asString())
                .isEqualTo("file-missing");
    }

    private Conversation withFiles(FileId... files) {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.postFiles(author, files);
        settled(talk);
        await().atMost(PATIENCE)
                .until(() -> asOwner()
                                .query(
                                        "SELECT count(*) FROM file_outcome JOIN archived_file USING (record_id, file_id)"
                                                + " WHERE conversation_id = ?",
                                        (row, n) -> row.getLong(1),
                                        talk.id().value())
                                .getFirst()
                        == files.length);
        return talk;
    }

    @Test
    void failsWithAReportWhenTheCountsDiffer() {
        Conversation lacking = talk(4);
        asOwner()
                .update(
                        "DELETE FROM record WHERE conversation_id = ? AND seq = 2",
                        lacking.id().value());
        Conversation gap = talk(4);
        asOwner()
                .update(
                        "DELETE FROM disposition WHERE conversation_id = ? AND seq = 2",
                        gap.id().value());

        JsonNode first = failed(lacking);
        assertThat(first.path("reason").asString()).isEqualTo("counts-differ");
        assertThat(first.path("report").get(0).path("conversationId").asString())
                .isEqualTo(lacking.id().toString());
        assertThat(first.path("report").get(0).path("accounted").asLong()).isEqualTo(4);
        assertThat(first.path("report").get(0).path("found").asLong()).isEqualTo(3);
        assertThat(failed(gap).path("report").get(0).path("missing").asLong()).isEqualTo(1);
    }

    @Test
    void countsWhatRetentionDestroyedAsThat() throws IOException {
        Conversation talk = talk(4);
        UUID sweep = UUID.randomUUID();
        asOwner().update("""
                INSERT INTO retention_policy (policy_id, name, rule, class, period, kinds, groups, persons, conversations,
                    requested_by, requested_at)
                VALUES (?, 'old texts', 'delete-after', 'text', 'P1D', '{}', '{}', '{}', '{}', gen_random_uuid(), now())
                """, sweep);
        asOwner().update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
        asOwner()
                .update(
                        "INSERT INTO purge VALUES (?, 2, 3, ?, ?, 'delete-after', now(), 'digest')",
                        talk.id().value(),
                        sweep,
                        sweep);
        asOwner()
                .update(
                        "DELETE FROM record WHERE conversation_id = ? AND seq IN (2, 3)",
                        talk.id().value());

        JsonNode counts = manifest(download(built(granted(talk), "json"))).path("counts");

        assertThat(counts.path("messages").asLong()).isEqualTo(2);
        assertThat(counts.path("purged").asLong()).isEqualTo(2);
    }

    @Test
    void refusesARecordThatIsNotWhatWasSealed() {
        Conversation talk = talk(2);
        asOwner()
                .update(
                        "UPDATE record SET commitment = sha256('other') WHERE conversation_id = ? AND seq = 2",
                        talk.id().value());

        assertThat(failed(talk).path("reason").asString()).isEqualTo("record-changed");
    }

    @Test
    void saysWhatWasErasedAndGoesWithTheKeysInIt() throws IOException {
        Conversation talk = talk(2);
        destroyKeys(talk);
        PersonId author = bases().consenting();
        Conversation later = conversation().open(author);
        later.post(author, "still readable");
        settled(later);
        String erased = built(granted(talk), "json");
        assertThat(manifest(download(erased)).path("counts").path("erased").asLong())
                .isEqualTo(2);

        String export = built(granted(later), "json");
        destroyKeys(later);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(officer.get(EXPORTS + "/" + export + "/download")
                                .code())
                        .isEqualTo("conflict"));
        assertThat(awaitState(export, "failed").path("error").path("reason").asString())
                .isEqualTo("key-destroyed");
    }

    @Test
    void narrowsToThePeopleAsked() throws IOException {
        PersonId early = bases().consenting();
        PersonId late = bases().consenting();
        Conversation talk = conversation().open(early);
        talk.post(early, "before the other came");
        talk.add(early, late);
        talk.post(early, "to both");
        settled(talk);
        String export = requested(granted(talk), "json", ",\"personIds\":[" + quoted(late.toString()) + "]");
        approve(export);
        awaitState(export, "ready");

        String lines = file(download(export), "conversations/" + talk.id() + ".jsonl");

        assertThat(lines).contains("to both").doesNotContain("before the other came");
        assertThat(lines.lines().filter(line -> line.contains("\"entry\":\"entered\"")))
                .hasSize(2);
    }

    @Test
    void reactionsAndTitlesAreCountedAndVerified() throws IOException {
        PersonId author = bases().consenting();
        Conversation talk = conversation().openTitled("A title", author);
        MessageId message = talk.post(author, "look");
        talk.react(author, message, "👨‍👩‍👧", false);
        talk.react(author, message, "👨‍👩‍👧", true);
        talk.rename(author, "Another");
        settled(talk);
        for (String format : List.of("json", "csv", "eml", "actiance-xml", "edrm-xml")) {
            Path zip = download(built(granted(talk), format));

            assertThat(verified(zip)).anySatisfy(line -> assertThat(line).startsWith("records: 5 "));
            JsonNode counts = manifest(zip).path("counts");
            assertThat(counts.path("messages").asLong()).isEqualTo(1);
            assertThat(counts.path("reactions").asLong()).isEqualTo(2);
            assertThat(counts.path("titles").asLong()).isEqualTo(2);
            assertThat(file(zip, "records.txt").lines().map(line -> line.split(" ")[2]))
                    .containsExactly("title", "message", "reaction", "reaction-removed", "title");
        }
    }

    @Test
    void listsWhoTakesPartWithAllTheirNamesAndTimes() throws IOException {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "under another name");
        settled(talk);
        names = () -> """
                {"names":[
                 {"personId":"%1$s","displayName":"=Miss \\"A\\"","userName":"a","emails":["a@x.example","b@x.example"],
                  "from":"2025-01-01T00:00:00Z","to":"2026-01-01T00:00:00Z"},
                 {"personId":"%1$s","displayName":"王女士","userName":"b","emails":[],"from":"2026-01-01T00:00:00Z"}]}
                """.formatted(author);
        try {
            Path zip = download(built(granted(talk), "json"));

            verified(zip);
            List<CSVRecord> rows = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(new StringReader(file(zip, "participants.csv")))
                    .getRecords();
            assertThat(rows).allMatch(row -> row.get("personId").equals(author.toString()));
            assertThat(rows).extracting(row -> row.get("name")).containsExactly("'=Miss \"A\"", "王女士");
            assertThat(rows).extracting(row -> row.get("emails")).containsExactly("a@x.example b@x.example", "");
            assertThat(rows.get(0).get("to_ms")).isEqualTo("1767225600000");
            assertThat(rows.get(1).get("from")).isEqualTo("2026-01-01T00:00:00.000Z");
            assertThat(rows.get(1).get("to")).isEmpty();
        } finally {
            names = () -> "{\"names\":[]}";
        }
    }

    @Test
    void receiptsAreInJsonAndCsvAndCounted() throws IOException {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "read by its author");
        settled(talk);
        ReceiptMarked said = said(talk, author, 0, 1);
        send(said, talk);
        awaitReceipt(talk);
        for (String format : List.of("json", "csv", "eml", "actiance-xml")) {
            Path zip = download(built(granted(talk), format));
            verified(zip);
            assertThat(manifest(zip).path("counts").path("receipts").asLong()).isEqualTo(1);
            if (format.equals("json")) {
                JsonNode last = JsonMapper.shared()
                        .readTree(file(zip, "conversations/" + talk.id() + ".jsonl")
                                .lines()
                                .toList()
                                .getLast());
                assertThat(last.path("entry").asString()).isEqualTo("receipt");
                assertThat(last.path("readSeq").asLong()).isEqualTo(1);
                assertThat(last.path("at_ms").asLong()).isEqualTo(said.getAtMs());
            }
            if (format.equals("csv")) {
                CSVRecord row = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(new StringReader(file(zip, "conversations/" + talk.id() + ".csv")))
                        .getRecords()
                        .getLast();
                assertThat(row.get("entry")).isEqualTo("receipt");
                assertThat(row.get("personId")).isEqualTo(author.toString());
                assertThat(row.get("deliveredSeq") + row.get("readSeq")).isEqualTo("11");
            }
        }
    }

    private void destroyKeys(Conversation talk) {
        asOwner()
                .queryForList(
                        "SELECT DISTINCT key_id::text FROM record WHERE conversation_id = ?",
                        String.class,
                        talk.id().value())
                .forEach(this::destroyKey);
    }

    private boolean plainAtRest(String words) {
        return Boolean.TRUE.equals(asOwner()
                .queryForObject(
                        "SELECT EXISTS (SELECT FROM export_chunk WHERE position(?::bytea IN sealed) > 0)",
                        Boolean.class,
                        words));
    }
}
