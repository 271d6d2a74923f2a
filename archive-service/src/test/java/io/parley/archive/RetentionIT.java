package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
/// What the sweep destroys, and what stands against it.

class RetentionIT extends RunningRetention {

    @Test
    void sweepsAConversationInWhichNothingHappensAnyMore() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        MessageId message = talk.post(alice, "soon gone");
        talk.edit(alice, message, "gone as well");
        talk.post(alice, "{\"type\":\"file\",\"fileId\":\"" + Ids.next() + "\"}", "file");
        bases().complete();
        awaitDecided(talk.id(), 3);

        String policy = inForce("delete-after", "text", "PT30M", talk.id());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(archivedNumbers(talk.id())).containsExactly(3L));

        JsonNode coverage = officer.get("/v1/archive/conversations/" + talk.id() + "/coverage")
                .body();
        assertThat(coverage.toString())
                .isEqualTo("{\"firstSeq\":1,\"lastSeq\":3,\"archived\":3,\"notArchived\":[],"
                        + "\"purged\":[{\"reason\":\"delete-after\",\"count\":2}],\"missing\":0}");
        JsonNode certificate = certificateOf(talk.id());
        JsonNode document = document(certificate);
        assertThat(document.path("policies").toString()).isEqualTo("[{\"policyId\":\"" + policy + "\",\"records\":2}]");
        assertThat(certificate.path("digest").asString())
                .isEqualTo(sha256(certificate.path("document").asString().getBytes(StandardCharsets.UTF_8)));
        assertThat(purged(talk.id())).containsExactly(1L, 2L);
        assertThat(certificate.path("note").asString())
                .startsWith(certificate.path("document").asString() + "\n\n")
                .satisfies(note -> assertThat(key.signed(note)).isTrue());
        assertRecordedWithItsDigest(certificate);
        JsonNode integrity = officer.get("/v1/archive/conversations/" + talk.id() + "/integrity")
                .body();
        assertThat(integrity.path("intact").asBoolean()).isTrue();
        assertThat(integrity.path("purged").asLong()).isEqualTo(2);
    }

    @Test
    void keepsWhatAHoldCoversUntilADispositionIsApproved() {
        ConversationId talk = stored(LONG_AGO, "text", 1, 2, 3);
        PersonId held = PersonId.next();
        stored(talk, held, LONG_AGO, "text", 4);
        String hold = hold("{\"personIds\":[\"" + held + "\"],\"conversationIds\":[\"" + talk + "\"]}");
        String policy = inForce("delete-after", "text", "P1Y", talk);

        awaitLeft(talk, 4L);
        assertThat(dryRun(policy).path("heldBack").toString()).isEqualTo("[{\"reason\":\"hold\",\"records\":1}]");
        post(officer, "/v1/archive/holds/" + hold + "/release");
        post(approver, "/v1/archive/holds/" + hold + "/release");
        post(officer, "/v1/archive/holds/" + hold + "/disposition");
        awaitSweeps();
        assertThat(archivedNumbers(talk)).containsExactly(4L);
        post(approver, "/v1/archive/holds/" + hold + "/disposition");
        awaitLeft(talk);
        assertThat(purged(talk)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aHoldOnWordsKeepsMessagesThatMayHaveThemWithAllTheirVersions() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        talk.post(alice, "lunch at noon");
        MessageId edited = talk.post(alice, "The secret price is nine");
        talk.edit(alice, edited, "never mind");
        talk.post(alice, "我们的秘密价格是九");
        talk.post(alice, "a price, and no secret");
        talk.post(alice, "{\"type\":\"file\",\"fileId\":\"" + Ids.next() + "\"}", "file");
        bases().complete();
        awaitDecided(talk.id(), 6);
        hold("{\"conversationIds\":[\"" + talk.id() + "\"],\"words\":[\"secret price is\",\"秘密价格\"]}");

        inForce("delete-after", "text", "PT30M", talk.id());
        inForce("delete-after", "file", "PT30M", talk.id());

        awaitLeft(talk.id(), 2L, 3L, 4L, 6L);
        awaitSweeps();
        assertThat(archivedNumbers(talk.id())).containsExactly(2L, 3L, 4L, 6L);
    }

    @Test
    void emptiesAWholeMonthInWhichEverythingIsDue() {
        Instant month = Instant.parse("2011-03-10T00:00:00Z");
        ConversationId first = stored(month, "text", 1, 2, 3, 5);
        ConversationId second = stored(month, "image", 1, 2);
        ConversationId later = stored(Instant.parse("2011-04-01T00:00:00Z"), "location", 1);
        ConversationId young = stored(Instant.now(), "text", 1);

        String texts = inForce("delete-after", "text", "P12Y", null);
        awaitLeft(first);
        assertThat(archivedNumbers(second)).as("files have no policy").hasSize(2);
        String files = inForce("delete-after", "file", "P12Y", null);

        awaitLeft(second);
        awaitLeft(later);
        assertThat(archivedNumbers(young)).hasSize(1);
        assertThat(asOwner().queryForObject("SELECT count(*) FROM record_2011_03", Long.class))
                .isZero();
        assertThat(purged(first)).containsExactly(1L, 2L, 3L, 5L);

        demands = "no answer";
        awaitSweeps();
        ConversationId more = stored(month, "text", 1, 2, 4);
        stored(more, PersonId.next(), month, "voice", 3);
        demands = NOTHING;
        awaitLeft(more);
        assertThat(asOwner()
                        .queryForList(
                                "SELECT policy_id::text FROM purge WHERE conversation_id = ? ORDER BY from_seq",
                                String.class,
                                more.value()))
                .containsExactly(texts, files, texts);
    }

    @Test
    void goesRecordByRecordWhereSomebodyReadsTheWholeArchive() throws SQLException {
        ConversationId talk = stored(Instant.parse("2009-08-10T00:00:00Z"), "text", 1, 2, 3);
        try (Connection reading = database.asService().getConnection()) {
            reading.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(reading, true))
                    .execute("LOCK TABLE record IN ACCESS SHARE MODE");
            inForce("delete-after", "text", "P12Y", null);
            inForce("delete-after", "file", "P12Y", null);

            awaitLeft(talk);
            reading.rollback();
        }
    }

    @Test
    void leavesOfAMonthOnlyWhatAHoldCovers() {
        Instant month = Instant.parse("2010-06-10T00:00:00Z");
        ConversationId free = stored(month, "text", 1, 2, 3);
        ConversationId held = stored(month, "text", 1, 2);
        PersonId witness = PersonId.next();
        stored(free, witness, month.plusSeconds(1), "text", 4);
        hold("{\"conversationIds\":[\"" + held + "\"],\"to\":\"2010-06-11T00:00:00Z\"}");
        hold("{\"personIds\":[\"" + witness + "\"],\"from\":\"2010-06-10T00:00:00Z\"}");
        inForce("delete-after", "text", "P12Y", null);
        inForce("delete-after", "file", "P12Y", null);

        awaitLeft(free, 4L);
        awaitSweeps();
        assertThat(archivedNumbers(held)).containsExactly(1L, 2L);
        assertThat(archivedNumbers(free)).containsExactly(4L);
    }

    @Test
    void aHoldThatIsBeingPlacedStopsTheDeletionThatWouldOverlap() throws SQLException {
        ConversationId talk = stored(LONG_AGO, "text", 1, 2, 3);
        try (Connection placing = database.asService().getConnection()) {
            placing.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(placing, true))
                    .update("""
                    INSERT INTO legal_hold (hold_id, name, case_ref, scope_persons, scope_conversations, silent, ground,
                                            placed_by, placed_at)
                    VALUES (?, 'n', 'c', '{}', ARRAY[?]::uuid[], false, 'g', ?, now())""", Ids.next(), talk.value(), Ids.next());
            inForce("delete-after", "text", "P1Y", talk);
            awaitWaitingForTheHoldLock();
            assertThat(archivedNumbers(talk)).hasSize(3);
            placing.commit();
        }
        awaitSweeps();
        assertThat(archivedNumbers(talk)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aHoldWaitsForTheDeletionThatCameFirst() throws SQLException {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        ConversationId other = stored(LONG_AGO, "text", 1);
        demands = "no answer";
        String policy = inForce("delete-after", "text", "P1Y", talk);
        CompletableFuture<String> placed;
        try (Connection deleting = database.asService().getConnection()) {
            deleting.setAutoCommit(false);
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(deleting, true));
            UUID sweep = Ids.next();
            jdbc.update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
            assertThat(purge(jdbc, sweep, policy, talk, 1, LONG_AGO)).isEqualTo(1);
            placed = CompletableFuture.supplyAsync(
                    () -> hold("{\"conversationIds\":[\"" + talk + "\",\"" + other + "\"]}"));
            awaitWaitingForTheHoldLock();
            assertThat(placed).isNotDone();
            deleting.commit();
        }
        assertThat(placed.join()).isNotEmpty();
        assertThat(archivedNumbers(talk)).isEmpty();
        demands = NOTHING;
        inForce("delete-after", "text", "P1Y", other);
        awaitSweeps();
        assertThat(archivedNumbers(other)).hasSize(1);
    }

    @Test
    void takesUpASweepThatWasCutShortAndCertifiesAllOfIt() {
        ConversationId talk = stored(LONG_AGO, "text", 1, 2, 3, 4, 5);
        demands = "no answer";
        String policy = inForce("delete-after", "text", "P1Y", talk);
        UUID sweep = Ids.next();
        asService().update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
        purge(asService(), sweep, policy, talk, 1, LONG_AGO);
        purge(asService(), sweep, policy, talk, 2, LONG_AGO);
        awaitSweeps();
        assertThat(archivedNumbers(talk)).as("consent-service did not answer").hasSize(3);

        demands = NOTHING;
        awaitLeft(talk);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(officer.get(CERTIFICATES + "/" + sweep).status())
                                .isEqualTo(200));
        JsonNode document = document(officer.get(CERTIFICATES + "/" + sweep).body());
        assertThat(document.path("records").asLong()).isEqualTo(5);
        assertThat(purged(talk)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void keepsWhatTheLawOrAPolicyDemandsAndSaysSo() {
        String user = "guest-" + Ids.next();
        PersonId guest = TestPeople.register(PersonId.next(), user, PersonKind.GUEST, "eu", true);
        ConversationId talk = ConversationId.next();
        stored(talk, guest, LONG_AGO, "text", 1);
        demands = "{\"demands\":[{\"obligationId\":\"" + Ids.next()
                + "\",\"kinds\":[\"guest\"],\"regions\":[],\"period\":\"P90Y\"}]}";
        String policy = inForce("delete-after", "text", "P1Y", talk);
        awaitSweeps();
        assertThat(archivedNumbers(talk)).hasSize(1);
        assertThat(dryRun(policy).path("heldBack").toString())
                .isEqualTo("[{\"reason\":\"statutory-period\",\"records\":1}]");

        String duty = inForce("keep-at-least", "text", "P90Y", talk);
        demands = NOTHING;
        awaitSweeps();
        assertThat(dryRun(policy).path("heldBack").toString())
                .isEqualTo("[{\"reason\":\"keep-at-least\",\"records\":1}]");
        retire(duty);
        awaitLeft(talk);
    }

    @Test
    void deletesOnlyWhatThoseWroteWhomItNames() {
        String user = "bot-" + Ids.next();
        PersonId bot = TestPeople.register(PersonId.next(), user, PersonKind.BOT, "eu", true);
        ConversationId talk = stored(LONG_AGO, "text", 1);
        stored(talk, bot, LONG_AGO, "text", 2);
        String id = requested("""
                {"name":"Bots","class":"text","period":"P1Y","jurisdiction":"eu",
                 "audience":{"kinds":["bot"],"conversationIds":["%s"]}}""".formatted(talk));
        approve(id);

        awaitLeft(talk, 1L);
    }

    @Test
    void aRecallMarkGoesOnlyAfterItsMessage() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        MessageId message = talk.post(alice, "taken back");
        talk.recall(alice, message);
        bases().complete();
        awaitDecided(talk.id(), 2);
        inForce("delete-after", "metadata", "PT30M", talk.id());
        awaitSweeps();
        assertThat(recalls(talk.id())).isOne();

        inForce("delete-after", "text", "PT30M", talk.id());
        await().atMost(SOON).untilAsserted(() -> assertThat(recalls(talk.id())).isZero());
        assertThat(officer.get("/v1/archive/conversations/" + talk.id() + "/coverage")
                        .body()
                        .toString())
                .contains("\"purged\":[{\"reason\":\"delete-after\",\"count\":2}],\"missing\":0");
    }
}
