package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.signing.NoteKey;
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RetentionIT extends RunningArchive {

    private static final String POLICIES = "/v1/archive/retention-policies";
    private static final String CERTIFICATES = "/v1/archive/retention-certificates";
    private static final String NOTHING = "{\"demands\":[]}";
    private static final Instant LONG_AGO = Instant.parse("2020-01-15T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);

    private static volatile String demands = NOTHING;

    @LocalServerPort
    int port;

    @Autowired
    TopicTails tails;

    @Autowired
    NoteKey key;

    private Http officer;
    private Http approver;
    private final List<String> approved = new ArrayList<>();

    @BeforeAll
    static void consentService() {
        TestKeys.shared().http().json("/internal/obligations/keeping", body -> demands);
    }

    @BeforeEach
    void people() {
        officer = somebody("officer");
        approver = somebody("approver");
    }

    @AfterEach
    void retireAll() {
        demands = NOTHING;
        approved.forEach(this::retire);
    }

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

    @Test
    void saysBeforehandWhatAPolicyWouldDestroyAndDestroysNothing() {
        ConversationId talk = stored(LONG_AGO, "text", 1, 2);
        PersonId held = PersonId.next();
        stored(talk, held, LONG_AGO.plus(Duration.ofDays(31)), "text", 3);
        hold("{\"personIds\":[\"" + held + "\"]}");
        String policy = requested(body("delete-after", "text", "P1Y", talk));

        JsonNode report = dryRun(policy);

        assertThat(report.path("due").asLong()).isEqualTo(2);
        assertThat(report.path("conversations").asLong()).isEqualTo(1);
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("at").isString()).isTrue();
        assertThat(report.path("sample")).hasSize(2);
        assertThat(report.path("months").toString())
                .isEqualTo("[{\"month\":\"2020-01\",\"due\":2,\"heldBack\":0},"
                        + "{\"month\":\"2020-02\",\"due\":0,\"heldBack\":1}]");
        assertThat(archivedNumbers(talk)).hasSize(3);
        awaitAudit(policy, "retention.requested", "retention.dry-run");
        String duty = requested(body("keep-at-least", "text", "P1Y", talk));
        assertThat(post(officer, POLICIES + "/" + duty + "/dry-run").code()).isEqualTo("conflict");
    }

    @Test
    void twoPersonsMakeAPolicyAndEndADutyToKeep() {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        Http both = somebody("officer", "approver");
        String own = id(both.post(POLICIES, body("delete-after", "text", "P1Y", talk)));
        assertThat(post(both, POLICIES + "/" + own + "/approve").code()).isEqualTo("four-eyes");
        assertThat(post(officer, POLICIES + "/" + own + "/approve").code()).isEqualTo("forbidden");
        awaitSweeps();
        assertThat(archivedNumbers(talk)).as("asked for only").hasSize(1);
        assertThat(post(approver, POLICIES + "/" + own + "/refuse")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("refused");
        assertThat(post(approver, POLICIES + "/" + own + "/approve").code()).isEqualTo("conflict");
        assertThat(post(approver, POLICIES + "/" + own + "/retire").code()).isEqualTo("conflict");

        String duty = requested(body("keep-at-least", "text", "P1Y", talk));
        approve(duty);
        assertThat(post(officer, POLICIES + "/" + duty + "/retire")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("retire-requested");
        assertThat(post(officer, POLICIES + "/" + duty + "/retire").code()).isEqualTo("four-eyes");
        assertThat(post(somebody("privacy"), POLICIES + "/" + duty + "/retire").code())
                .isEqualTo("forbidden");
        assertThat(post(approver, POLICIES + "/" + duty + "/retire")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("retired");
        approved.remove(duty);
        awaitAudit(
                duty, "retention.requested", "retention.approved", "retention.retire-requested", "retention.retired");
    }

    @Test
    void answersOnlyThoseWhoAccountForRetention() {
        String policy = requested(body("delete-after", "text", "P1Y", ConversationId.next()));
        for (String role : List.of("officer", "approver", "privacy", "auditor")) {
            Http reader = somebody(role);
            assertThat(reader.get(POLICIES + "/" + policy).status()).as(role).isEqualTo(200);
            assertThat(reader.get(POLICIES + "?limit=1").status()).as(role).isEqualTo(200);
            assertThat(reader.get(CERTIFICATES).status()).as(role).isEqualTo(200);
        }
        for (String role : List.of("member", "admin")) {
            Http other = somebody(role);
            assertThat(other.get(POLICIES).code()).as(role).isEqualTo("forbidden");
            assertThat(other.get(CERTIFICATES).code()).as(role).isEqualTo("forbidden");
            assertThat(post(other, POLICIES + "/" + policy + "/dry-run").code())
                    .as(role)
                    .isEqualTo("forbidden");
        }
        for (String role : List.of("approver", "auditor", "member", "admin")) {
            assertThat(somebody(role)
                            .post(POLICIES, body("delete-after", "text", "P1Y", null))
                            .code())
                    .as(role)
                    .isEqualTo("forbidden");
        }
        String unknown = Ids.next().toString();
        assertThat(officer.get(POLICIES + "/" + unknown).code()).isEqualTo("not-found");
        assertThat(post(approver, POLICIES + "/" + unknown + "/approve").code()).isEqualTo("not-found");
        assertThat(officer.get(CERTIFICATES + "/" + unknown).code()).isEqualTo("not-found");
        assertThat(officer.get(CERTIFICATES + "?limit=0").code()).isEqualTo("invalid-request");
        assertThat(officer.get(POLICIES + "?after=x").code()).isEqualTo("invalid-request");
        assertThat(officer.post(POLICIES, "{").code()).isEqualTo("malformed-request");
        JsonNode problem = officer.post(POLICIES, "{\"name\":\"N\",\"class\":\"text\",\"period\":\"6 months\"}")
                .body();
        assertThat(problem.path("violations").get(0).path("field").asString()).isEqualTo("period");
    }

    @Test
    void theApplicationCannotDeleteByItself() {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        JdbcTemplate service = asService();
        for (String change : List.of(
                "DELETE FROM record",
                "TRUNCATE record",
                "DELETE FROM record_2020_01",
                "TRUNCATE record_2020_01",
                "DELETE FROM recall",
                "UPDATE binding_hold SET silent = true",
                "DELETE FROM binding_hold",
                "DELETE FROM retention_step",
                "UPDATE retention_policy SET period = 'PT1S'",
                "DELETE FROM purge",
                "INSERT INTO purge SELECT * FROM purge",
                "DELETE FROM retention_certificate")) {
            assertThatThrownBy(() -> service.execute(change)).as(change).hasStackTraceContaining("permission denied");
        }
        UUID sweep = Ids.next();
        String asked = requested(body("delete-after", "text", "P1Y", talk));
        assertRefused(sweep, asked, talk, "expected: approved, to delete");
        String duty = inForce("keep-at-least", "text", "PT1S", talk);
        assertRefused(sweep, duty, talk, "expected: approved, to delete");
        String young = inForce("delete-after", "text", "P90Y", talk);
        asService().update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
        assertThat(purge(service, sweep, young, talk, 1, LONG_AGO))
                .as("not due")
                .isZero();
        assertThatThrownBy(() -> service.queryForObject(
                        "SELECT count(*) FROM purge_records(?, ?, 0, '{}', '{}', '{}')",
                        Long.class,
                        sweep,
                        UUID.fromString(young)))
                .hasStackTraceContaining("retention_step: changed");
        assertThatThrownBy(() -> service.update(
                        "INSERT INTO retention_step (policy_id, step, actor, at) VALUES (?, 'approved', ?, now())",
                        UUID.fromString(asked),
                        requester(asked)))
                .hasStackTraceContaining("expected: in order, approved by another person");
        assertThat(archivedNumbers(talk)).hasSize(1);
    }

    private UUID requester(String policy) {
        return UUID.fromString(
                officer.get(POLICIES + "/" + policy).body().path("requestedBy").asString());
    }

    private void assertRefused(UUID sweep, String policy, ConversationId talk, String why) {
        assertThatThrownBy(() -> purge(asService(), sweep, policy, talk, 1, LONG_AGO))
                .hasStackTraceContaining(why);
    }

    private static long purge(
            JdbcTemplate jdbc, UUID sweep, String policy, ConversationId talk, long seq, Instant acceptedAt) {
        return numbers(jdbc, """
                SELECT count(*) FROM purge_records(?, ?, (SELECT count(*) FROM retention_step), ARRAY[?]::uuid[],
                    ARRAY[?]::bigint[], ARRAY[?]::timestamptz[])""", sweep, UUID.fromString(policy), talk.value(), seq, Timestamp.from(acceptedAt))
                .getFirst();
    }

    private static List<Long> numbers(JdbcTemplate jdbc, String sql, Object... values) {
        return jdbc.query(sql, (rs, n) -> rs.getLong(1), values);
    }

    /// Archived records as intake leaves them, as old as the test wants.
    private ConversationId stored(Instant acceptedAt, String type, long... numbers) {
        ConversationId talk = ConversationId.next();
        stored(talk, PersonId.next(), acceptedAt, type, numbers);
        return talk;
    }

    private void stored(ConversationId talk, PersonId sender, Instant acceptedAt, String type, long... numbers) {
        asOwner().query("SELECT ensure_record_partition(?)", rs -> {}, Timestamp.from(acceptedAt));
        for (long seq : numbers) {
            asOwner()
                    .update(
                            "INSERT INTO disposition VALUES (?, ?, 'archived', NULL, ?, now(), 0, 0)",
                            talk.value(),
                            seq,
                            Timestamp.from(acceptedAt));
            asOwner()
                    .update(
                            """
                            INSERT INTO record (record_id, conversation_id, seq, message_id, sender_id, accepted_at, edit,
                                content_type, key_id, sealed, tokens, basis_set, decided_at, complete_up_to, region, commitment)
                            VALUES (?, ?, ?, ?, ?, ?, false, ?, ?, 'x', '{}', 'x', now(), now(), 'eu', sha256('x'))""",
                            Ids.next(),
                            talk.value(),
                            seq,
                            Ids.next(),
                            sender.value(),
                            Timestamp.from(acceptedAt),
                            type,
                            Ids.next());
        }
    }

    private void awaitLeft(ConversationId talk, Long... numbers) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(archivedNumbers(talk)).containsExactly(numbers));
    }

    /// Long enough for several sweeps to have come and gone.
    private static void awaitSweeps() {
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    }

    private void awaitWaitingForTheHoldLock() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(asOwner()
                                .queryForObject(
                                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
                                        Long.class))
                        .isPositive());
    }

    private long recalls(ConversationId talk) {
        return numbers(asOwner(), "SELECT count(*) FROM recall WHERE conversation_id = ?", talk.value())
                .getFirst();
    }

    /// Ranges may be cut where batches end.
    private List<Long> purged(ConversationId talk) {
        return numbers(
                asOwner(),
                "SELECT generate_series(from_seq, to_seq) FROM purge WHERE conversation_id = ? ORDER BY 1",
                talk.value());
    }

    private JsonNode certificateOf(ConversationId talk) {
        return await().atMost(SOON)
                .until(
                        () -> officer.get(CERTIFICATES + "?limit=1000")
                                .body()
                                .path("items")
                                .valueStream()
                                .filter(certificate -> ranges(certificate).stream()
                                        .anyMatch(range -> range.path("conversationId")
                                                .asString()
                                                .equals(talk.toString())))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private List<JsonNode> ranges(JsonNode certificate) {
        return officer.get(
                        CERTIFICATES + "/" + certificate.path("certificateId").asString() + "/ranges?limit=1000")
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static JsonNode document(JsonNode certificate) {
        return JsonMapper.shared().readTree(certificate.path("document").asString());
    }

    private void assertRecordedWithItsDigest(JsonNode certificate) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId()
                                    .equals(certificate.path("certificateId").asString()))
                            .extracting(
                                    AuditRecorded::getAction,
                                    event -> event.getDetailMap().get("digest"),
                                    event -> event.getDetailMap().get("records"))
                            .containsExactly(tuple(
                                    "retention.swept",
                                    certificate.path("digest").asString(),
                                    certificate.path("records").asString())));
        }
    }

    private void awaitAudit(String object, String... actions) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(object))
                            .extracting(AuditRecorded::getAction)
                            .containsExactlyInAnyOrder(actions));
        }
    }

    private Http somebody(String... roles) {
        String name = "somebody-" + Ids.next();
        TestPeople.employee(name);
        var http = new Http(port, name, roles);
        await().atMost(SOON)
                .until(() -> !List.of("person-unknown", "unavailable")
                        .contains(http.get(POLICIES).code()));
        return http;
    }

    private String inForce(
            String rule, String kind, String period, @org.jspecify.annotations.Nullable ConversationId talk) {
        String policy = requested(body(rule, kind, period, talk));
        approve(policy);
        return policy;
    }

    private String requested(String body) {
        return id(officer.post(POLICIES, body));
    }

    private static String id(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("policyId").asString();
    }

    private void approve(String policy) {
        assertThat(post(approver, POLICIES + "/" + policy + "/approve")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("approved");
        approved.add(policy);
    }

    private void retire(String policy) {
        post(officer, POLICIES + "/" + policy + "/retire");
        post(approver, POLICIES + "/" + policy + "/retire");
    }

    private static String body(
            String rule, String kind, String period, @org.jspecify.annotations.Nullable ConversationId talk) {
        return "{\"name\":\"A policy\",\"rule\":\"%s\",\"class\":\"%s\",\"period\":\"%s\",\"audience\":%s}"
                .formatted(rule, kind, period, talk == null ? "{}" : "{\"conversationIds\":[\"" + talk + "\"]}");
    }

    private JsonNode dryRun(String policy) {
        return post(officer, POLICIES + "/" + policy + "/dry-run").body();
    }

    private String hold(String scope) {
        return officer.post(
                        "/v1/archive/holds",
                        "{\"name\":\"N\",\"caseRef\":\"C\",\"ground\":\"G\",\"visibility\":\"visible\",\"scope\":"
                                + scope + "}")
                .body()
                .path("holdId")
                .asString();
    }

    private static Http.Answer post(Http by, String path) {
        return by.post(path, "{}");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
