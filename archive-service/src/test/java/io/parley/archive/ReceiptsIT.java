package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchivePurged;
import io.parley.contracts.event.ReceiptMarked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Who had read what, and when: as far as the gate lets it in.
class ReceiptsIT extends RunningRetention {

    private PersonId alice;
    private PersonId bob;
    private Conversation talk;

    @BeforeEach
    void twoMessages() {
        alice = bases().consenting();
        bob = bases().consenting();
        talk = conversation().open(alice, bob);
        talk.post(alice, "first");
        talk.post(alice, "second");
        settled(talk);
    }

    @Test
    void tellWhoHadAMessageAndSinceWhen() {
        Instant got = mark(bob, 2, 0);
        Instant readFirst = mark(bob, 0, 1);
        mark(bob, 1, 0);
        Instant readSecond = mark(bob, 0, 2);
        Instant alices = mark(alice, 1, 0);
        awaitMarks(4);
        String grant = granted(talk);

        assertThat(receipts(grant, 1))
                .isEqualTo(Map.of(bob.toString(), got + " " + readFirst, alice.toString(), alices + " null"));
        assertThat(receipts(grant, 2)).isEqualTo(Map.of(bob.toString(), got + " " + readSecond));
        assertThat(integrity(talk).path("receipts").asLong()).isEqualTo(4);
        assertThat(intact(talk)).isTrue();
        assertThat(coverage(talk)).endsWith("\"archived\":2,\"notArchived\":[],\"missing\":0}");
    }

    @Test
    void areTakenOnceHoweverOftenTheyCome() {
        List<ReceiptMarked> said = List.of(said(bob, 1, 0), said(bob, 2, 1), said(alice, 2, 2), said(bob, 2, 2));
        for (int again = 0; again < 3; again++) {
            said.forEach(this::send);
            bases().complete();
            awaitMarks(4);
        }
        mark(alice, 0, 1);
        settle();

        assertThat(marks()).containsExactly("1/0", "2/1", "2/2", "2/2");
    }

    @Test
    void goNoFurtherThanMessagesWentThen() {
        mark(bob, Long.MAX_VALUE, Long.MAX_VALUE);
        awaitMarks(1);
        talk.post(alice, "third");
        settled(talk);
        assertThat(marks()).containsExactly("2/2");

        mark(bob, 3, 3);
        awaitMarks(2);
        assertThat(marks()).containsExactly("2/2", "3/3");
    }

    @Test
    void leaveNothingWhereTheGateRefusesOrSomebodyWasNotThere() {
        PersonId stranger = bases().consenting();
        mark(stranger, 2, 2);
        mark(bob, 1, 1);
        bases().withdraw(alice);
        mark(bob, 2, 2);
        mark(alice, 2, 2);
        settle();

        assertThat(marks()).containsExactly("1/1");
        assertThat(asOwner()
                        .queryForObject(
                                "SELECT count(*) FROM basis_set_party WHERE person_id = ?",
                                Long.class,
                                stranger.value()))
                .isZero();
    }

    @Test
    void dependOnWhoWasThereThenAndNotBeforeOrLater() {
        PersonId stranger = PersonId.next();
        talk.add(alice, stranger);
        settled(talk);
        mark(bob, 1, 0);
        settle();
        talk.remove(alice, stranger);
        settled(talk);
        mark(bob, 1, 1);
        awaitMarks(1);
        talk.add(alice, PersonId.next());
        settled(talk);
        mark(bob, 2, 2);
        settle();

        assertThat(marks()).containsExactly("1/1");
    }

    @Test
    void leaveNothingWhileAPartyNeverAgreed() {
        talk.add(alice, PersonId.next());
        settled(talk);
        mark(bob, 3, 3);
        settle();

        assertThat(marks()).isEmpty();
    }

    @Test
    void leaveNothingBehindAMissingFact() {
        Runnable late = talk.addLater(alice, PersonId.next());
        talk.post(alice, "behind the gap");
        settled(talk);
        mark(bob, 2, 2);
        settle();
        assertThat(marks()).isEmpty();
        late.run();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE receipt SET at = at + interval '1 hour' WHERE read_seq = 1 AND conversation_id = ?        | receipt-changed
            UPDATE receipt SET person_id = gen_random_uuid() WHERE read_seq = 2 AND conversation_id = ?      | receipt-changed
            UPDATE receipt SET delivered_seq = 3 WHERE read_seq = 2 AND conversation_id = ?                       | receipt-changed
            UPDATE receipt SET basis_set = 'x' WHERE read_seq = 2 AND conversation_id = ?                    | receipt-changed
            DELETE FROM receipt WHERE read_seq = 1 AND conversation_id = ?                                   | receipt-lost
            """)
    void whatIsChangedBehindItsBackShows(String tampering, String problem) {
        mark(bob, 1, 0);
        mark(bob, 1, 1);
        mark(bob, 2, 2);
        awaitMarks(3);
        assertThat(intact(talk)).isTrue();

        assertThat(asOwner().update(tampering, talk.id().value())).isEqualTo(1);

        assertThat(integrity(talk).path("problem").asString()).isEqualTo(problem);
        assertThatThrownBy(() -> asService().update("DELETE FROM receipt"))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void areReadOnlyWithinAGrantThatCoversTheMessage() {
        mark(bob, 2, 2);
        awaitMarks(1);
        Conversation other = conversation().open(alice);
        other.post(alice, "elsewhere");
        settled(other);
        String path = "/v1/archive/records/" + record(talk, 1) + "/receipts";

        assertThat(officer.get(path).code()).isEqualTo("grant-required");
        assertThat(officer.get(path + "?grantId=" + granted(other)).code()).isEqualTo("out-of-scope");
        assertThat(approver.get(path + "?grantId=" + granted(talk)).code()).isEqualTo("forbidden");
    }

    @Test
    void goWithMetadataUnlessAHoldKeepsThem() {
        mark(bob, 1, 1);
        mark(bob, 2, 1);
        mark(alice, 2, 2);
        awaitMarks(3);
        String hold = hold("{\"conversationIds\":[\"" + talk.id() + "\"],\"personIds\":[\"" + alice + "\"]}");
        String policy = inForce("delete-after", "metadata", "PT1S", talk.id());

        await().atMost(SOON).untilAsserted(() -> assertThat(marks()).containsExactly("2/2"));
        awaitSweeps();
        assertThat(marks()).containsExactly("2/2");
        assertThat(dryRun(policy).path("heldBack").toString()).isEqualTo("[{\"reason\":\"hold\",\"records\":1}]");
        for (String step : List.of("release", "disposition")) {
            post(officer, "/v1/archive/holds/" + hold + "/" + step);
            post(approver, "/v1/archive/holds/" + hold + "/" + step);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(marks()).isEmpty());
        assertThat(intact(talk)).isTrue();
        assertThat(coverage(talk)).endsWith("\"archived\":2,\"notArchived\":[],\"missing\":0}");
        assertThat(document(certificateOf(talk.id())).path("policies").toString())
                .contains(policy);
    }

    /// Their numbers mean nothing to others, who would take them for numbers of messages.
    @Test
    void tellsOthersNothingOfTheReceiptsThatRetentionDestroys() {
        mark(alice, 1, 1);
        awaitMarks(1);
        try (var ear = new TopicEar<>(tails, Topics.ARCHIVE_PURGED, ArchivePurged.parser())) {
            inForce("delete-after", "metadata", "PT1S", talk.id());
            await().atMost(SOON).untilAsserted(() -> assertThat(marks()).isEmpty());
            ConversationId later = stored(LONG_AGO, "text", 1);
            inForce("delete-after", "text", "P1Y", later);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ear.heard())
                            .anyMatch(event -> event.getConversationId().equals(later.bytes())));
            assertThat(ear.heard())
                    .noneMatch(
                            event -> event.getConversationId().equals(talk.id().bytes()));
        }
    }

    private Instant mark(PersonId person, long delivered, long read) {
        ReceiptMarked said = said(person, delivered, read);
        send(said);
        bases().complete();
        return Instant.ofEpochMilli(said.getAtMs());
    }

    private ReceiptMarked said(PersonId person, long delivered, long read) {
        return said(talk, person, delivered, read);
    }

    private void send(ReceiptMarked said) {
        send(said, talk);
    }

    /// What was said before is decided when this mark of a conversation of its own is there, by the order of a
    /// partition.
    private void settle() {
        PersonId witness = bases().consenting();
        Conversation other = conversation().open(witness);
        other.post(witness, "witness");
        settled(other);
        send(said(other, witness, 0, 1), talk);
        awaitReceipt(other);
    }

    private void awaitMarks(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(marks()).hasSize(count));
    }

    /// `delivered/read`, in the order of time.
    private List<String> marks() {
        return asOwner()
                .query(
                        "SELECT delivered_seq || '/' || read_seq FROM receipt WHERE conversation_id = ? ORDER BY at",
                        (row, n) -> row.getString(1),
                        talk.id().value());
    }

    private Map<String, String> receipts(String grant, long seq) {
        Http.Answer answer = officer.get("/v1/archive/records/" + record(talk, seq) + "/receipts?grantId=" + grant);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().path("seq").asLong()).isEqualTo(seq);
        return answer.body()
                .path("items")
                .valueStream()
                .collect(java.util.stream.Collectors.toMap(
                        item -> item.path("personId").asString(), ReceiptsIT::times));
    }

    private static String times(JsonNode item) {
        JsonNode read = item.path("readAt");
        return Instant.parse(item.path("deliveredAt").asString()) + " "
                + (read.isMissingNode() ? null : Instant.parse(read.asString()));
    }
}
