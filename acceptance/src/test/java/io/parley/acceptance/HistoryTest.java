package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.Export;
import io.parley.client.Archive.ExportRequest;
import io.parley.client.Archive.Opening;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import io.parley.client.RecordId;
import io.parley.client.proof.ExportVerifier;
import io.parley.client.proof.RecordProof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A conversation is more than its messages: what was reacted, who came and went, what it was called.
class HistoryTest {

    private static final String FAMILY = "👨‍👩‍👧";

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Persona carol = Region.carol().agreed();
    private final Raw erin = Region.erinTheOfficer().http();
    private ConversationId conversation;
    private MessageId message;

    @BeforeEach
    void talk() {
        conversation = alice.opens("group", bob).conversationId();
        awaitArchived(conversation);
        message = alice.says(conversation, "look at this");
        bob.api().messages().react(conversation, message, FAMILY);
        bob.api().messages().unreact(conversation, message, FAMILY);
        bob.api().messages().react(conversation, message, "👍");
        alice.api().conversations().change(conversation, "The \u202Elast word 标题", null);
        alice.api().conversations().addMembers(conversation, List.of(carol.id()));
        alice.api().conversations().removeMember(conversation, carol.id());
        Officers.coverage(conversation, 7);
    }

    @Test
    void reactionsStandBesideTheirMessageAndAreProvedLikeIt() {
        GrantId grant = Officers.granted(Officers.newCase(), conversation);

        JsonNode found = erin.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\"}")
                .hasStatus(200)
                .json()
                .path("items");

        assertThat(found).hasSize(1);
        JsonNode reactions = found.get(0).path("reactions");
        assertThat(reactions
                        .valueStream()
                        .map(one -> one.path("emoji").asString()
                                + one.path("removed").asBoolean()
                                + one.path("stands").asBoolean()))
                .containsExactly(FAMILY + "falsefalse", FAMILY + "truefalse", "👍falsetrue");
        RecordId reaction = new RecordId(reactions.get(2).path("recordId").asString());
        RecordProof proof = Officers.archive().proof(reaction);
        Opening opening = Officers.archive().opening(reaction, grant);
        proof.verify();
        proof.verifyContent(opening.salt(), opening.content());
    }

    @Test
    void theHistoryTellsWhoCameAndWentAndWhatItWasCalled() {
        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        String path = "/v1/archive/conversations/" + conversation + "/history";
        erin.get(path).isProblem(403, "grant-required");

        JsonNode items =
                erin.get(path + "?grantId=" + grant).hasStatus(200).json().path("items");

        assertThat(items.valueStream().map(item -> item.path("kind").asString()))
                .containsExactly("opened", "renamed", "joined", "left");
        assertThat(items.get(1).path("title").asString()).isEqualTo("The \u202Elast word 标题");
        assertThat(items.get(2).path("personIds").get(0).asString())
                .isEqualTo(carol.id().toString());
        assertThat(items.get(3).path("actorId").asString()).isEqualTo(alice.id().toString());
        assertThat(Region.graceTheAuditor()
                        .http()
                        .get("/v1/archive/conversations/" + conversation + "/integrity")
                        .hasStatus(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void receiptsSayWhoHadReadAMessageSinceWhen() {
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        bob.http()
                .put("/v1/conversations/" + conversation + "/read", "{\"seq\":1}")
                .hasStatus(204);
        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        String path =
                "/v1/archive/records/" + Officers.everything(grant).getFirst().recordId() + "/receipts";
        erin.get(path).isProblem(403, "grant-required");

        JsonNode read = Wait.atMost(Duration.ofSeconds(30))
                .until(
                        () -> erin.get(path + "?grantId=" + grant)
                                .hasStatus(200)
                                .json()
                                .path("items"),
                        items -> items.valueStream()
                                .anyMatch(item -> item.path("personId")
                                                .asString()
                                                .equals(bob.id().toString())
                                        && item.has("readAt")));

        assertThat(read.valueStream()
                        .filter(item ->
                                item.path("personId").asString().equals(bob.id().toString())))
                .allSatisfy(item -> assertThat(Instant.parse(item.path("readAt").asString()))
                        .isAfter(before));
        assertThat(Region.graceTheAuditor()
                        .http()
                        .get("/v1/archive/conversations/" + conversation + "/integrity")
                        .json()
                        .path("receipts")
                        .asLong())
                .isPositive();
    }

    @Test
    void whatOnePartyNeverAgreedToIsCountedAndNotKept() {
        Persona silent = Newcomer.guest();
        ConversationId other =
                alice.opens("customer", bob, Region.dave().agreed()).conversationId();
        awaitArchived(other);
        MessageId first = alice.says(other, "before the guest");
        alice.api().conversations().addMembers(other, List.of(silent.id()));
        bob.api().messages().react(other, first, FAMILY);

        assertThat(Officers.coverage(other, 3).notArchived())
                .extracting(no -> no.reason() + no.count())
                .containsExactly("answer-missing1");
        GrantId grant = Officers.granted(Officers.newCase(), other);
        assertThat(Officers.everything(grant)).hasSize(1);
        assertThat(erin.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\"}")
                        .json()
                        .path("items")
                        .get(0)
                        .has("reactions"))
                .isFalse();
    }

    @Test
    void anExportHasAllOfItAndCountsIt() throws IOException {
        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        for (String format : List.of("json", "csv", "eml", "actiance-xml", "edrm-xml")) {
            Export export = built(grant, format);
            Path zip = folder.resolve(format + ".zip");
            try (InputStream in = Officers.archive().download(export.exportId())) {
                Files.copy(in, zip);
            }

            try (var file = new ZipFile(zip.toFile());
                    InputStream names = file.getInputStream(file.getEntry("participants.csv"))) {
                assertThat(new String(names.readAllBytes(), StandardCharsets.UTF_8))
                        .contains(
                                alice.id().toString(),
                                bob.id().toString(),
                                carol.id().toString());
            }
            List<String> said = new ArrayList<>();
            new ExportVerifier(Officers.archive().exportKey(), said::add).verify(zip);

            assertThat(said).as(format).anyMatch(line -> line.startsWith("records: 5 in 1 conversations"));
        }
    }

    private void awaitArchived(ConversationId talk) {
        Wait.shortly()
                .until(() ->
                        alice.api().conversations().get(talk).archiveState().equals("archived"));
    }

    private static Export built(GrantId grant, String format) {
        var export = Officers.archive()
                .requestExport(ExportRequest.all(grant, format))
                .exportId();
        Region.frankTheApprover().api().archive().approve(export, "reviewed");
        return Wait.atMost(Duration.ofSeconds(60))
                .until(
                        () -> Officers.archive().export(export),
                        now -> now.state().equals("ready"));
    }
}
