package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchivePurged;
import io.parley.contracts.event.AuditRecorded;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/// What the archive tells of its purges, and what it lets others destroy.
class DestructionIT extends RunningRetention {

    private Http messageService;

    @BeforeEach
    void neighbour() {
        messageService = Http.service(port, "internal");
    }

    @Test
    void tellsEveryPurgeInOrderAndAgainWhenItsCursorIsSetBack() {
        Instant month = Instant.parse("2008-02-10T00:00:00Z");
        ConversationId byMonth = stored(month, "text", 1, 2, 4);
        ConversationId byRecord = stored(LONG_AGO, "text", 1, 2, 3, 5);
        try (var ear = new TopicEar<>(tails, Topics.ARCHIVE_PURGED, ArchivePurged.parser())) {
            inForce("delete-after", "text", "P1Y", byRecord);
            awaitLeft(byRecord);
            awaitTold(ear, byRecord, 1, 2, 3, 5);
            inForce("delete-after", "text", "P15Y", null);
            inForce("delete-after", "file", "P15Y", null);
            awaitLeft(byMonth);
            awaitTold(ear, byMonth, 1, 2, 4);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(of(ear, byRecord))
                            .allSatisfy(event -> assertThat(
                                            officer.get(CERTIFICATES + "/" + Ids.uuid(event.getCertificateId()))
                                                    .status())
                                    .isEqualTo(200)));

            int before = of(ear, byMonth).size();
            asOwner().update("UPDATE purge_cursor SET told = 0");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(of(ear, byMonth)).hasSizeGreaterThan(before));
        }
    }

    private static List<ArchivePurged> of(TopicEar<ArchivePurged> ear, ConversationId talk) {
        return ear.heard().stream()
                .filter(event -> event.getConversationId().equals(talk.bytes()))
                .toList();
    }

    private static void awaitTold(TopicEar<ArchivePurged> ear, ConversationId talk, long... seqs) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(of(ear, talk).stream()
                                .flatMap(event -> event.getRangesList().stream())
                                .flatMap(range -> LongStream.rangeClosed(range.getFirst(), range.getLast())
                                        .boxed()))
                        .containsExactly(LongStream.of(seqs).boxed().toArray(Long[]::new)));
    }

    @Test
    void copiesOfWhatItDestroyedMayGoAndNothingThatItStillHas() {
        ConversationId talk = stored(LONG_AGO, "text", 1, 2);
        PersonId witness = PersonId.next();
        stored(talk, witness, LONG_AGO, "text", 3);
        hold("{\"personIds\":[\"" + witness + "\"]}");
        inForce("delete-after", "text", "P1Y", talk);
        awaitLeft(talk, 3L);

        List<JsonNode> due = decide(item(talk, 1), item(talk, 2), item(talk, 3, witness, "text"), item(talk, 9));

        assertThat(seqs(due)).containsExactly(1L, 2L);
        assertThat(due).allSatisfy(one -> {
            assertThat(one.get("archived").asBoolean()).isTrue();
            assertThat(one.get("decisionId").asString())
                    .isEqualTo(certificateOf(talk).get("certificateId").asString());
        });
    }

    /// Words could be looked for while the archive had the record; that hold let it go. A later one keeps the copy.
    @Test
    void aHoldPlacedAfterThePurgeKeepsTheCopiesThatAreLeft() {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        hold("{\"conversationIds\":[\"" + talk + "\"],\"words\":[\"nowhere in it\"]}");
        asOwner()
                .execute("ALTER TABLE legal_hold DISABLE TRIGGER append_only;"
                        + " UPDATE legal_hold SET placed_at = placed_at - interval '1 hour';"
                        + " ALTER TABLE legal_hold ENABLE TRIGGER append_only");
        inForce("delete-after", "text", "P1Y", talk);
        awaitLeft(talk);
        assertThat(seqs(decide(item(talk, 1)))).containsExactly(1L);

        String hold = hold("{\"conversationIds\":[\"" + talk + "\"]}");
        assertThat(decide(item(talk, 1))).isEmpty();
        for (String verb : List.of("release", "disposition")) {
            post(officer, "/v1/archive/holds/" + hold + "/" + verb);
            post(approver, "/v1/archive/holds/" + hold + "/" + verb);
        }
        assertThat(seqs(decide(item(talk, 1)))).containsExactly(1L);
    }

    @Test
    void messagesThatWereNeverArchivedAreJudgedByTheSameRule() {
        ConversationId talk = ConversationId.next();
        PersonId witness = PersonId.next();
        withheld(talk, LONG_AGO, 1, 2, 3);
        withheld(talk, Instant.now(), 4);
        String hold = hold("{\"personIds\":[\"" + witness + "\"],\"conversationIds\":[\"" + talk + "\"]}");
        assertThat(decide(item(talk, 1))).as("no policy").isEmpty();
        assertThat(reachOf("text", talk)).isFalse();
        String policy = inForce("delete-after", "text", "P1Y", talk);
        assertThat(reachOf("text", talk)).isTrue();

        var asked = List.of(
                item(talk, 1), item(talk, 2, witness, "text"), item(talk, 3, PersonId.next(), "file"), item(talk, 4));
        List<JsonNode> due = decide(asked.toArray(String[]::new));

        assertThat(seqs(due)).containsExactly(1L);
        assertThat(due.getFirst().get("archived").asBoolean()).isFalse();
        assertThat(ordered(talk)).containsExactly(1L);
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            String decision = due.getFirst().get("decisionId").asString();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(decision))
                            .extracting(AuditRecorded::getAction)
                            .containsExactly("retention.ordered"));
        }
        assertThat(seqs(decide(asked.toArray(String[]::new))))
                .as("asked again after a fault")
                .containsExactly(1L);
        assertThat(ordered(talk)).containsExactly(1L);
        hold("{\"conversationIds\":[\"" + talk + "\"]}");
        assertThat(decide(item(talk, 1))).as("held meanwhile").isEmpty();
        assertThat(hold).isNotEmpty();
        retire(policy);
        assertThat(officer.get("/v1/archive/conversations/" + talk + "/coverage")
                        .body()
                        .toString())
                .contains("\"missing\":0", "{\"reason\":\"not-in-scope\",\"count\":4}");
    }

    @Test
    void decidesNothingWithoutConsentServicesAnswer() {
        ConversationId talk = ConversationId.next();
        withheld(talk, LONG_AGO, 1);
        inForce("delete-after", "text", "P1Y", talk);
        demands = "no answer";
        assertThat(ask(item(talk, 1)).status()).isGreaterThanOrEqualTo(500);
        assertThat(ordered(talk)).isEmpty();
        demands = NOTHING;
        assertThat(seqs(decide(item(talk, 1)))).containsExactly(1L);
    }

    @Test
    void theDatabaseItselfAllowsNothingWithoutAPolicyAndForgetsNothing() {
        ConversationId talk = ConversationId.next();
        withheld(talk, LONG_AGO, 1);
        String policy = requested(body("delete-after", "text", "P1Y", talk));
        assertThatThrownBy(() -> order(policy, talk, 1)).hasStackTraceContaining("not in force");
        approve(policy);
        demands = "no answer";
        assertThat(order(policy, talk, 1)).isEqualTo(1);
        assertThat(order(policy, stored(LONG_AGO, "text", 1), 1))
                .as("archived ones go by their own sweep")
                .isZero();
        for (String forbidden : List.of(
                "INSERT INTO unarchived_purge SELECT * FROM unarchived_purge",
                "DELETE FROM unarchived_purge",
                "DELETE FROM purge_cursor",
                "SELECT nextval('purge_number')")) {
            assertThatThrownBy(() -> asService().execute(forbidden))
                    .as(forbidden)
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void asksForTheServiceScopeAndForWholeQuestions() {
        assertThat(officer.post("/internal/retention/decisions", "{\"items\":[]}")
                        .status())
                .isEqualTo(403);
        assertThat(officer.get("/internal/retention/reach").status()).isEqualTo(403);
        assertThat(messageService.post("/internal/retention/decisions", "{}").code())
                .isEqualTo("invalid-request");
        assertThat(ask(item(ConversationId.next(), 1, PersonId.next(), "audit")).code())
                .isEqualTo("invalid-request");
        String[] many = Stream.generate(() -> item(ConversationId.next(), 1))
                .limit(1001)
                .toArray(String[]::new);
        assertThat(ask(many).code()).isEqualTo("invalid-request");
        assertThat(decide(item(ConversationId.next(), 1))).isEmpty();
    }

    @Test
    void tellsHowMuchOfACertificateIsCarriedOutElsewhere() {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        inForce("delete-after", "text", "P1Y", talk);
        awaitLeft(talk);
        String certificate = certificateOf(talk).get("certificateId").asString();

        assertThat(officer.get(CERTIFICATES + "/" + certificate + "/applied")
                        .body()
                        .get("messages")
                        .asLong())
                .isEqualTo(7);
        assertThat(officer.get(CERTIFICATES + "/" + UUID.randomUUID() + "/applied")
                        .status())
                .isEqualTo(404);
    }

    private boolean reachOf(String kind, ConversationId talk) {
        JsonNode reach = messageService.get("/internal/retention/reach").body();
        return reach.get("classes")
                        .valueStream()
                        .anyMatch(one -> one.get("kind").asString().equals(kind))
                && (reach.path("conversationIds").isMissingNode()
                        || reach.path("conversationIds").isNull()
                        || reach.get("conversationIds").toString().contains(talk.toString()));
    }

    private void withheld(ConversationId talk, Instant acceptedAt, long... seqs) {
        for (long seq : seqs) {
            asOwner()
                    .update(
                            "INSERT INTO disposition VALUES (?, ?, 'withheld', 'not-in-scope', ?, now(), 0, 0)",
                            talk.value(),
                            seq,
                            Timestamp.from(acceptedAt));
        }
    }

    private long order(String policy, ConversationId talk, long seq) {
        return numbers(asService(), """
                        SELECT count(*) FROM order_unarchived(?, ?, (SELECT count(*) FROM retention_step),
                            ARRAY[?]::uuid[], ARRAY[?]::bigint[], ARRAY[?]::uuid[])""", Ids.next(), UUID.fromString(policy), talk.value(), seq, Ids.next())
                .getFirst();
    }

    private List<Long> ordered(ConversationId talk) {
        return numbers(asOwner(), "SELECT seq FROM unarchived_purge WHERE conversation_id = ?", talk.value());
    }

    private static String item(ConversationId talk, long seq) {
        return item(talk, seq, PersonId.next(), "text");
    }

    private static String item(ConversationId talk, long seq, PersonId sender, String kind) {
        return "{\"conversationId\":\"%s\",\"seq\":%d,\"senderId\":\"%s\",\"kind\":\"%s\"}"
                .formatted(talk, seq, sender, kind);
    }

    private Http.Answer ask(String... items) {
        return messageService.post(
                "/internal/retention/decisions",
                Stream.of(items).collect(Collectors.joining(",", "{\"items\":[", "]}")));
    }

    private List<JsonNode> decide(String... items) {
        Http.Answer answer = ask(items);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return new ArrayList<>(answer.body().get("due").valueStream().toList());
    }

    private static List<Long> seqs(List<JsonNode> due) {
        return due.stream().map(one -> one.get("seq").asLong()).sorted().toList();
    }
}
