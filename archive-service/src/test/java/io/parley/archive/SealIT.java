package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.proof.ProofException;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whoever changes the archive behind the service's back is found out.
class SealIT extends RunningOffice {

    private Http auditor;
    private Conversation talk;
    private PersonId alice;

    @BeforeEach
    void aConversationOfEveryKindOfDecision() {
        auditor = somebody("member", "auditor");
        alice = bases().consenting();
        talk = conversation().open(alice);
        MessageId message = talk.post(alice, "first");
        talk.edit(alice, message, "second");
        talk.recall(alice, message);
        talk.add(alice, PersonId.next());
        talk.post(alice, "withheld");
        settled(talk);
    }

    @Test
    void everyRecordIsProvedDownToARootInTheAuditLog() {
        asOwner()
                .queryForList(
                        "SELECT record_id FROM record WHERE conversation_id = ?",
                        UUID.class,
                        talk.id().value())
                .forEach(record -> {
                    RecordProof proof = proof(record);
                    assertThat(proof.outcome()).isEqualTo("archived");
                    assertThat(proof.entry())
                            .contains(record.toString())
                            .contains(talk.id().toString());
                    assertThat(proof.verify()).isEqualTo(sealedRoot(proof));
                    assertThatThrownBy(() -> altered(proof).verify()).isInstanceOf(ProofException.class);
                });
    }

    @Test
    void theChainOfAConversationIsWhole() {
        JsonNode found = integrity();

        assertThat(found.path("intact").asBoolean()).isTrue();
        assertThat(found.path("checked").asInt()).isEqualTo(6);
        assertThat(found.path("head").asString()).matches("[0-9a-f]{64}").isNotEqualTo("0".repeat(64));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE record SET content_type = 'note' WHERE seq = 1 AND conversation_id = ?            | 1 | entry-changed
            UPDATE record SET sender_id = gen_random_uuid() WHERE seq = 2 AND conversation_id = ?    | 2 | entry-changed
            UPDATE record SET commitment = decode(repeat('11', 32), 'hex') WHERE seq = 2 AND conversation_id = ? | 2 | entry-changed
            UPDATE disposition SET reason = 'refused' WHERE seq = 5 AND conversation_id = ?          | 5 | entry-changed
            UPDATE recall SET message_id = gen_random_uuid() WHERE conversation_id = ?               | 3 | entry-changed
            DELETE FROM disposition WHERE seq = 4 AND conversation_id = ?                            | 5 | entry-changed
            DELETE FROM record WHERE seq = 1 AND conversation_id = ?                                 | 1 | record-lost
            DELETE FROM disposition WHERE seq = 5 AND conversation_id = ?                            |   | head-changed
            """)
    void whatIsChangedBehindItsBackShows(String tampering, Long at, String problem) {
        asOwner().update(tampering, talk.id().value());

        JsonNode found = integrity();

        assertThat(found.path("intact").asBoolean()).isFalse();
        assertThat(found.path("problem").asString()).isEqualTo(problem);
        assertThat(
                        found.path("brokenAt").isMissingNode()
                                ? null
                                : found.path("brokenAt").asLong())
                .isEqualTo(at);
    }

    @Test
    void aSealIsNotChangedEither() {
        assertThatThrownBy(() -> asOwner().update("UPDATE seal SET root = decode(repeat('11', 32), 'hex')"))
                .hasStackTraceContaining("INSERT only");
        assertThatThrownBy(() -> asService().update("DELETE FROM seal")).hasStackTraceContaining("permission denied");
    }

    @Test
    void whoHasNoBusinessWithItIsRefused() {
        Http nobody = auditor.as("member");
        assertThat(nobody.get(path("integrity")).code()).isEqualTo("forbidden");
        assertThat(auditor.get("/v1/archive/conversations/" + UUID.randomUUID() + "/integrity")
                        .status())
                .isEqualTo(404);
        assertThat(auditor.get("/v1/archive/records/" + UUID.randomUUID() + "/proof")
                        .status())
                .isEqualTo(404);
    }

    private RecordProof proof(UUID record) {
        Http.Answer answer = auditor.get("/v1/archive/records/" + record + "/proof");
        assertThat(answer.status()).isEqualTo(200);
        return JsonMapper.shared().treeToValue(answer.body(), RecordProof.class);
    }

    private static RecordProof altered(RecordProof proof) {
        return new RecordProof(
                proof.entry() + "x",
                proof.previous(),
                proof.index(),
                proof.size(),
                proof.inclusionProof(),
                proof.root(),
                proof.eventId());
    }

    /// The seal names the event; that the event carries the root is seen in the log itself, by the black-box suite.
    private String sealedRoot(RecordProof proof) {
        return HexFormat.of()
                .formatHex(asOwner()
                        .query(
                                "SELECT root FROM seal WHERE event_id = ?",
                                (rs, n) -> rs.getBytes(1),
                                UUID.fromString(proof.eventId()))
                        .getFirst());
    }

    private JsonNode integrity() {
        Http.Answer answer = auditor.get(path("integrity"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private String path(String what) {
        return "/v1/archive/conversations/" + talk.id() + "/" + what;
    }
}
