package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExportApiIT extends RunningExports {

    @Test
    void nobodyDecidesOnTheirOwnRequestAndNobodyElseDownloads() {
        Conversation talk = talk(1);
        String export = requested(granted(talk), "json", "");
        var both = officer.as("officer", "approver");

        assertThat(officer.post(EXPORTS + "/" + export + "/approve", "{}").code())
                .isEqualTo("four-eyes");
        assertThat(both.post(EXPORTS + "/" + export + "/refuse", "{}").code()).isEqualTo("four-eyes");
        assertThat(nobody.post(EXPORTS + "/" + export + "/approve", "{}").code())
                .isEqualTo("forbidden");
        assertThat(nobody.get(EXPORTS + "/" + export).status()).isEqualTo(403);
        approve(export);
        assertThat(approver.post(EXPORTS + "/" + export + "/refuse", "{}").code())
                .isEqualTo("conflict");
        awaitState(export, "ready");
        var bothRoles = approver.as("officer", "approver");
        assertThat(bothRoles.get(EXPORTS + "/" + export + "/download").code()).isEqualTo("forbidden");
        assertThat(somebody("officer").get(EXPORTS + "/" + export + "/download").status())
                .isEqualTo(404);
        assertThat(officer.get(EXPORTS + "?limit=1").body().path("items")).hasSize(1);
    }

    @Test
    void refusesWhatTheGrantDoesNotCover() {
        Conversation talk = talk(1);
        Conversation other = talk(1);
        String grant = granted(talk);

        assertThat(request("null", "json", "").code()).isEqualTo("grant-required");
        assertThat(request(
                                quoted(requestedGrant(
                                        "\"conversationIds\":["
                                                + quoted(talk.id().toString()) + "]",
                                        TOMORROW)),
                                "json",
                                "")
                        .code())
                .isEqualTo("grant-required");
        assertThat(request(quoted(grant), "pdf", "")
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("format");
        for (String beyond : List.of(
                ",\"personIds\":[" + quoted(PersonId.next().toString()) + "]",
                ",\"conversationIds\":[" + quoted(other.id().toString()) + "]",
                ",\"from\":" + quoted(YESTERDAY.minusSeconds(1).toString()),
                ",\"to\":" + quoted(TOMORROW.plusSeconds(1).toString()))) {
            assertThat(request(quoted(grant), "json", beyond).code()).as(beyond).isEqualTo("out-of-scope");
        }
        assertThat(somebody("officer")
                        .post(EXPORTS, body(quoted(grant), "json", ""))
                        .code())
                .isEqualTo("grant-required");
    }

    @Test
    void aRefusedOneIsNeverBuilt() {
        String export = requested(granted(talk(1)), "json", "");

        assertThat(approver.post(EXPORTS + "/" + export + "/refuse", "{\"comment\":\"too much\"}")
                        .status())
                .isEqualTo(200);

        assertThat(officer.get(EXPORTS + "/" + export).body().path("comment").asString())
                .isEqualTo("too much");
        assertThat(officer.get(EXPORTS + "/" + export + "/download").code()).isEqualTo("conflict");
    }

    @Test
    void endsWithItsGrantAndLeavesNothingBehind() {
        String grant = granted(talk(1));
        String ready = requested(grant, "json", "");
        String waiting = requested(grant, "csv", "");
        approve(ready);
        awaitState(ready, "ready");

        approver.post("/v1/archive/grants/" + grant + "/revoke", "{}");

        assertThat(officer.get(EXPORTS + "/" + ready + "/download").code()).isEqualTo("grant-required");
        for (String export : List.of(ready, waiting)) {
            assertThat(awaitState(export, "failed").path("error").path("reason").asString())
                    .isEqualTo("grant-ended");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pieces(ready)).isZero());
    }

    @Test
    void endsWhenTheGrantEndsInTheMiddleOfBuilding() {
        String grant = granted(talk(3));
        String export = requested(grant, "json", "");
        asOwner().update("UPDATE read_grant SET expires_at = now() WHERE grant_id = ?", UUID.fromString(grant));

        approve(export);

        assertThat(awaitState(export, "failed").path("error").path("reason").asString())
                .isEqualTo("grant-ended");
    }

    @Test
    void buildsAnewWhatADeadProcessWasBuilding() throws IOException {
        Conversation talk = talk(20);
        String export = requested(granted(talk), "json", "");
        UUID id = UUID.fromString(export);
        asOwner().update("""
                        UPDATE archive_export SET state = 'BUILDING', attempt = 1, decided_at = now(), written = 7,
                            decided_by = gen_random_uuid() WHERE export_id = ?""", id);
        asOwner().update("INSERT INTO export_chunk VALUES (?, 1, 'zip', 0, 'half')", id);

        awaitState(export, "ready");

        assertThat(verified(download(export)))
                .anySatisfy(line -> assertThat(line).startsWith("records: 20 "));
        assertThat(asOwner()
                        .queryForList(
                                "SELECT DISTINCT attempt FROM export_chunk WHERE export_id = ?", Integer.class, id))
                .containsExactly(2);
    }

    @Test
    void leavesAloneWhatAnotherInstanceBuilds() throws Exception {
        String export = requested(granted(talk(1)), "json", "");
        try (var connection = database.asOwner().getConnection();
                var statement = connection.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, "export " + export);
            statement.execute();
            approve(export);
            await().during(Duration.ofSeconds(6))
                    .atMost(PATIENCE)
                    .until(() -> officer.get(EXPORTS + "/" + export)
                            .body()
                            .path("state")
                            .asString()
                            .equals("approved"));
        }
        awaitState(export, "ready");
    }

    @Test
    void recordsEveryStepWithTheCase() {
        String export = built(granted(talk(2)), "csv");
        officer.bytes(EXPORTS + "/" + export + "/download");

        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(export))
                            .extracting(AuditRecorded::getAction)
                            .containsExactlyInAnyOrder("export.requested", "export.approved", "archive.exported"));
            assertThat(audit.heard())
                    .filteredOn(event -> event.getAction().equals("archive.exported")
                            && event.getObjectId().equals(export))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getCaseRef()).isEqualTo("CASE-7");
                        assertThat(event.getPurpose()).isEqualTo("investigation");
                        assertThat(event.getDetailMap())
                                .containsEntry("records", "2")
                                .containsEntry("format", "csv");
                        assertThat(event.getDetailMap().get("manifest")).hasSize(64);
                        assertThat(event.getAffectedList()).isNotEmpty();
                    });
        }
    }

    private long pieces(String export) {
        Long count = asOwner()
                .queryForObject(
                        "SELECT count(*) FROM export_chunk WHERE export_id = ?", Long.class, UUID.fromString(export));
        return count == null ? 0 : count;
    }
}
