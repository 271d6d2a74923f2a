package io.parley.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.client.proof.RecordProof;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.MemberRole;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What stands beside messages: reactions, titles, and what was done to the conversation itself.
class VersionsIT extends RunningRetention {

    private static final String FAMILY = "👨‍👩‍👧";
    private static final String WALES = "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73\uDB40\uDC7F";

    @Test
    void reactionsAreKeptBesideTheirMessageWithEachThatWasTakenBack() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().open(alice, bob);
        MessageId message = talk.post(alice, "look at this");
        talk.react(bob, message, FAMILY, false);
        talk.react(bob, message, FAMILY, true);
        talk.react(bob, message, WALES, false);
        talk.react(alice, message, FAMILY, false);
        settled(talk);

        assertThat(outcomes(talk.id())).containsEntry(2L, "archived").containsEntry(5L, "archived");
        String grant = granted(talk);
        JsonNode found = search(grant).path("items");
        assertThat(found).as("a reaction is no message of its own").hasSize(1);
        assertThat(found.get(0).path("versions")).hasSize(1);
        JsonNode reactions = view(grant, talk, 1).path("reactions");
        assertThat(reactions).isEqualTo(found.get(0).path("reactions"));
        assertThat(reactions.valueStream().map(VersionsIT::told))
                .containsExactly(
                        "2 " + bob + " " + FAMILY + " false false",
                        "3 " + bob + " " + FAMILY + " true false",
                        "4 " + bob + " " + WALES + " false true",
                        "5 " + alice + " " + FAMILY + " false true");
        assertThat(view(grant, talk, 4)).as("by the id of a reaction").isEqualTo(view(grant, talk, 1));
    }

    @Test
    void aReactionIsSealedAndProvedLikeAMessage() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        MessageId message = talk.post(alice, "look at this");
        talk.react(alice, message, FAMILY, false);
        settled(talk);
        String grant = granted(talk);
        UUID reaction = record(talk, 2);

        RecordProof proof = JsonMapper.shared()
                .treeToValue(
                        officer.get("/v1/archive/records/" + reaction + "/proof")
                                .body(),
                        RecordProof.class);
        JsonNode opening = officer.get("/v1/archive/records/" + reaction + "/opening?grantId=" + grant)
                .body();

        assertThat(asOwner()
                        .queryForObject(
                                "SELECT r::text || encode(sealed, 'escape') FROM record r WHERE record_id = ?",
                                String.class,
                                reaction))
                .doesNotContain(FAMILY)
                .doesNotContain(HexFormat.of().formatHex(FAMILY.getBytes(UTF_8)));
        assertThat(proof.verify()).hasSize(64);
        assertThat(proof.entry()).contains("\nreacted\n" + message + "\n");
        byte[] content = Base64.getDecoder().decode(opening.path("content").asString());
        proof.verifyContent(Base64.getDecoder().decode(opening.path("salt").asString()), content);
        assertThat(JsonMapper.shared().readTree(content).path("emoji").asString())
                .isEqualTo(FAMILY);
        assertThat(officer.get("/v1/archive/records/" + reaction + "/basis")
                        .body()
                        .path("parties"))
                .hasSize(1);
    }

    @Test
    void nothingIsLeftOfWhatTheGateRefuses() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().openTitled("Begun in good faith", alice);
        MessageId message = talk.post(alice, "alone");
        talk.add(alice, PersonId.next());
        talk.react(alice, message, FAMILY, false);
        talk.rename(alice, "canarytitle");
        settled(talk);

        assertThat(outcomes(talk.id()))
                .containsEntry(0L, "archived")
                .containsEntry(3L, "answer-missing")
                .containsEntry(4L, "answer-missing");
        assertThat(archivedNumbers(talk.id())).containsExactly(0L, 1L);
        assertThat(asOwner()
                        .queryForList(
                                "SELECT kind FROM happening WHERE conversation_id = ? ORDER BY seq",
                                String.class,
                                talk.id().value()))
                .containsExactly("opened", "joined");
        assertThat(coverage(talk))
                .isEqualTo("{\"firstSeq\":1,\"lastSeq\":4,\"archived\":2,\"notArchived\":"
                        + "[{\"reason\":\"answer-missing\",\"count\":2}],\"missing\":0}");
    }

    @Test
    void aTitleThatTheGateRefusesDoesNotKeepAConversationFromBeginning() {
        Conversation talk = conversation().openTitled("canarytitle", PersonId.next());
        settled(talk);

        assertThat(outcomes(talk.id())).containsEntry(0L, "membership");
        assertThat(archivedNumbers(talk.id())).isEmpty();
    }

    @Test
    void whatComesAgainIsTakenOnce() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().openTitled("A title", alice);
        MessageId message = talk.post(alice, "first");
        talk.react(alice, message, "👍", false);
        talk.react(alice, message, "👍", true);
        talk.setRole(alice, alice, MemberRole.ROLE_MODERATOR);
        talk.publishAllAgain(false);
        talk.publishAllAgain(true);
        talk.post(alice, "last");
        settled(talk);

        assertThat(archivedNumbers(talk.id())).containsExactly(0L, 1L, 2L, 3L, 5L);
        assertThat(intact(talk)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM record WHERE seq = 2 AND conversation_id = ?                                   | record-lost
            UPDATE record SET kind = 'unreacted' WHERE seq = 2 AND conversation_id = ?                 | entry-changed
            UPDATE record SET sender_id = gen_random_uuid() WHERE seq = 2 AND conversation_id = ?      | entry-changed
            DELETE FROM record WHERE seq = 0 AND conversation_id = ?                                   | record-lost
            UPDATE happening SET subjects = '{}' WHERE seq = 0 AND conversation_id = ?                 | entry-changed
            UPDATE happening SET sender_id = gen_random_uuid() WHERE seq = 3 AND conversation_id = ?   | entry-changed
            UPDATE happening SET detail = '{"role":"owner"}' WHERE seq = 3 AND conversation_id = ?     | entry-changed
            DELETE FROM happening WHERE seq = 3 AND conversation_id = ?                                | entry-changed
            """)
    void whatIsChangedBehindItsBackShows(String tampering, String problem) {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().openTitled("A title", alice);
        talk.react(alice, talk.post(alice, "first"), "👍", false);
        talk.setRole(alice, alice, MemberRole.ROLE_MODERATOR);
        settled(talk);
        assertThat(intact(talk)).isTrue();

        withoutTriggers(tampering, talk);

        assertThat(integrity(talk).path("problem").asString()).isEqualTo(problem);
    }

    @Test
    void theServiceItselfCannotChangeWhatHappened() {
        for (String change : List.of("DELETE FROM happening", "UPDATE happening SET detail = ''")) {
            assertThatThrownBy(() -> asService().update(change)).hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void theHistoryTellsWhoCameAndWentAndWhatItWasCalled() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().openTitled("\u202Eeltit 标题 \"x\"", alice);
        talk.add(alice, bob);
        talk.setRole(alice, bob, MemberRole.ROLE_MODERATOR);
        talk.rename(bob, "Second");
        talk.remove(alice, bob);
        settled(talk);
        String grant = granted(talk);

        JsonNode items = history(grant, talk, "").path("items");

        assertThat(items.valueStream()
                        .map(item -> item.path("seq").asLong() + " "
                                + item.path("kind").asString() + " "
                                + item.path("actorId").asString() + " "
                                + item.path("personIds")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList() + " "
                                + item.path("title").asString("-")))
                .containsExactly(
                        "0 opened " + alice + " [" + alice + "] \u202Eeltit 标题 \"x\"",
                        "1 joined " + alice + " [" + bob + "] -",
                        "2 role-changed " + alice + " [" + bob + "] -",
                        "3 renamed " + bob + " [] Second",
                        "4 left " + alice + " [" + bob + "] -");
        assertThat(items.get(2).path("detail").path("role").asString()).isEqualTo("moderator");
        assertThat(items.get(0).path("detail").toString())
                .isEqualTo("{\"conversationKind\":\"group\",\"ownerId\":\"" + alice + "\"}");
        JsonNode first = history(grant, talk, "&limit=2");
        assertThat(first.path("items")).hasSize(2);
        assertThat(history(
                                grant,
                                talk,
                                "&limit=3&after=" + first.path("nextCursor").asString())
                        .path("items")
                        .get(0)
                        .path("seq")
                        .asLong())
                .isEqualTo(2);
        awaitHistoryReads(talk, 3);
    }

    @Test
    void theHistoryIsReadOnlyWithinAGrant() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().openTitled("One", alice);
        Conversation other = conversation().openTitled("Other", alice);
        talk.add(alice, bob);
        talk.remove(alice, bob);
        talk.rename(alice, "After Bob left");
        settled(talk);
        settled(other);
        String grant = granted(talk);
        String path = "/v1/archive/conversations/" + talk.id() + "/history";

        assertThat(officer.get(path).code()).isEqualTo("grant-required");
        assertThat(approver.get(path + "?grantId=" + grant).code()).isEqualTo("forbidden");
        assertThat(officer.get("/v1/archive/conversations/" + other.id() + "/history?grantId=" + grant)
                        .code())
                .isEqualTo("out-of-scope");
        assertThat(officer.get(path + "?grantId=" + grant + "&after=x").code()).isEqualTo("invalid-request");
        assertThat(officer.get(path + "?grantId=" + grant + "&limit=0").code()).isEqualTo("invalid-request");
        assertThat(history(granted(talk, bob.toString()), talk, "")
                        .path("items")
                        .valueStream())
                .as("what was done while he was there, or to him")
                .extracting(item -> item.path("seq").asLong())
                .containsExactly(1L, 2L);
    }

    @Test
    void aGrantForAPersonShowsReactionsOfWhenTheyWereThere() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().open(alice, bob);
        MessageId message = talk.post(alice, "with bob");
        talk.react(alice, message, "👍", false);
        talk.remove(alice, bob);
        talk.react(alice, message, "👎", false);
        settled(talk);

        JsonNode reactions = view(granted(talk, bob.toString()), talk, 1).path("reactions");

        assertThat(reactions.valueStream().map(one -> one.path("emoji").asString()))
                .containsExactly("👍");
    }

    @Test
    void retentionDestroysReactionsWithTheClassOfTheirMessageAndAHoldStopsIt() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().openTitled("A title", alice, bob);
        MessageId text = talk.post(alice, "a text");
        talk.react(bob, text, "👍", false);
        MessageId file = talk.post(alice, "{\"type\":\"file\",\"fileId\":\"" + Ids.next() + "\"}", "file");
        talk.react(bob, file, "👍", false);
        talk.react(bob, file, "👍", true);
        settled(talk);
        Conversation held = conversation().open(alice, bob);
        held.react(bob, held.post(alice, "held"), "👍", false);
        settled(held);
        hold("{\"conversationIds\":[\"" + held.id() + "\"]}");

        inForce("delete-after", "text", "PT30M", talk.id());
        inForce("delete-after", "text", "PT30M", held.id());

        awaitLeft(talk.id(), 3L, 4L, 5L);
        assertThat(intact(talk)).isTrue();
        assertThat(coverage(talk))
                .isEqualTo("{\"firstSeq\":1,\"lastSeq\":5,\"archived\":5,\"notArchived\":[],"
                        + "\"purged\":[{\"reason\":\"delete-after\",\"count\":2}],\"missing\":0}");
        inForce("delete-after", "file", "PT30M", talk.id());
        awaitLeft(talk.id());
        awaitSweeps();
        assertThat(archivedNumbers(held.id())).containsExactly(1L, 2L);
    }

    private void awaitHistoryReads(Conversation talk, int reads) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event ->
                                    event.getObjectId().equals(talk.id().toString())
                                            && event.getAction().equals("archive.history-read")
                                            && event.getCaseRef().equals("CASE-7"))
                            .hasSize(reads)
                            .anyMatch(event -> event.getAffectedCount() > 0));
        }
    }

    private static String told(JsonNode reaction) {
        return reaction.path("seq").asLong() + " " + reaction.path("personId").asString() + " "
                + reaction.path("emoji").asString() + " "
                + reaction.path("removed").asBoolean() + " "
                + reaction.path("stands").asBoolean();
    }

    private void withoutTriggers(String tampering, Conversation talk) {
        asOwner().execute("ALTER TABLE happening DISABLE TRIGGER append_only");
        try {
            assertThat(asOwner().update(tampering, talk.id().value())).isEqualTo(1);
        } finally {
            asOwner().execute("ALTER TABLE happening ENABLE TRIGGER append_only");
        }
    }

    private JsonNode view(String grant, Conversation talk, long seq) {
        Http.Answer answer = officer.get("/v1/archive/records/" + record(talk, seq) + "?grantId=" + grant);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode search(String grant) {
        Http.Answer answer = officer.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\"}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode history(String grant, Conversation talk, String more) {
        Http.Answer answer = officer.get("/v1/archive/conversations/" + talk.id() + "/history?grantId=" + grant + more);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }
}
