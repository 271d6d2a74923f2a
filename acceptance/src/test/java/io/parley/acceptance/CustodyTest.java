package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Archive;
import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.Opening;
import io.parley.client.AuditLog;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.EventId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import io.parley.client.proof.EventProof;
import io.parley.client.proof.LogVerifier;
import io.parley.client.proof.ProofException;
import io.parley.client.proof.RecordProof;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From the bytes of a message to the signed checkpoint of the audit log, with nothing that has to be believed.
class CustodyTest {

    private final Persona alice = Region.alice().agreed();
    private final Raw grace = Region.graceTheAuditor().http();
    private final Archive archive = Officers.archive();
    private ConversationId conversation = ConversationId.next();

    @BeforeEach
    void anArchivedConversation() {
        conversation = alice.opens("group", Region.bob().agreed()).conversationId();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        MessageId message = alice.says(conversation, "signed and sealed");
        alice.api().messages().edit(conversation, message, Content.text("sealed once more"));
        Officers.coverage(conversation, 2);
    }

    @Test
    void aRecordIsProvedFromItsBytesToTheSignedCheckpoint() {
        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        ArchivedRecord record = Officers.everything(grant).getFirst();
        RecordProof proof = archive.proof(record.recordId());
        Opening opening = archive.opening(record.recordId(), grant);

        String root = proof.verify();
        proof.verifyContent(opening.salt(), opening.content());
        assertThat(new String(opening.content(), StandardCharsets.UTF_8)).contains("signed and sealed");
        byte[] other = "{\"type\":\"text\",\"text\":\"never said\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> proof.verifyContent(opening.salt(), other)).isInstanceOf(ProofException.class);

        AuditLog log = Region.graceTheAuditor().api().audit();
        EventProof sealed = Wait.shortly().until(() -> log.proof(new EventId(proof.eventId())), found -> true);
        new LogVerifier(log.key()).verify(sealed);
        JsonNode body = sealed.body().isString()
                ? JsonMapper.shared().readTree(sealed.body().asString())
                : sealed.body();
        assertThat(body.path("action").asString()).isEqualTo("archive.sealed");
        assertThat(body.path("detail").path("root").asString()).isEqualTo(root);
    }

    @Test
    void theChainOfAConversationIsWholeAndNobodyElseAsks() {
        JsonNode found = grace.get("/v1/archive/conversations/" + conversation + "/integrity")
                .hasStatus(200)
                .json();
        assertThat(found.path("intact").asBoolean()).isTrue();
        assertThat(found.path("checked").asInt())
                .as("the opening and two versions")
                .isEqualTo(3);

        ArchivedRecord record = Officers.everything(Officers.granted(Officers.newCase(), conversation))
                .getFirst();
        String path = "/v1/archive/records/" + record.recordId();
        alice.http().get(path + "/proof").isProblem(403, "forbidden");
        alice.http().get(path + "/opening").isProblem(403, "forbidden");
        Region.ivanTheAdmin().http().get(path + "/opening").isProblem(403, "forbidden");
        Region.erinTheOfficer().http().get(path + "/opening").isProblem(403, "grant-required");
        grace.get("/v1/archive/records/" + UUID.randomUUID() + "/proof").isProblem(404, "not-found");
    }

    /// What was accepted in the last seconds does not count yet.
    @Test
    void theArchiveAccountsForAllThatWasAccepted() {
        JsonNode matched = Wait.atMost(Duration.ofMinutes(1))
                .until(
                        this::reconciled,
                        done -> done.path("state").asString().equals("matched")
                                && done.path("facts").asLong() >= 3);

        assertThat(matched.path("conversations").asInt()).isPositive();
        String path = "/v1/archive/reconciliations/"
                + matched.path("reconciliationId").asString();
        assertThat(grace.get(path + "/differences").hasStatus(200).json().path("items"))
                .isEmpty();
        assertThat(grace.get("/v1/archive/reconciliations?limit=1000")
                        .hasStatus(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .map(one -> one.path("reconciliationId").asString()))
                .contains(matched.path("reconciliationId").asString());
        alice.http().post("/v1/archive/reconciliations", "").isProblem(403, "forbidden");
    }

    private JsonNode reconciled() {
        String id = grace.post("/v1/archive/reconciliations", "")
                .hasStatus(202)
                .json()
                .path("reconciliationId")
                .asString();
        return Wait.atMost(Duration.ofSeconds(30))
                .until(
                        () -> grace.get("/v1/archive/reconciliations/" + id)
                                .hasStatus(200)
                                .json(),
                        now -> !now.path("state").asString().equals("waiting"));
    }
}
