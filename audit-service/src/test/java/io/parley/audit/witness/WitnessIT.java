package io.parley.audit.witness;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.audit.log.Cosignatures;
import io.parley.audit.log.Cosignatures.Head;
import io.parley.audit.log.ProofVerifier;
import io.parley.audit.witness.TestWitness.Mood;
import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class WitnessIT extends RunningAuditService {

    @Autowired
    private Cosignatures cosignatures;

    @BeforeEach
    void growTheLog() {
        grow();
    }

    @AfterEach
    void beHonest() {
        TestWitnesses.ONE.be(Mood.HONEST);
        TestWitnesses.TWO.be(Mood.HONEST);
    }

    @Test
    void theNewestCheckpointGetsItsCosignaturesAndIsAnsweredWithoutThemUntilThen() {
        long size = size(checkpoint());

        String note = await().atMost(AuditRegion.PATIENCE)
                .until(
                        this::checkpoint,
                        found -> TestWitnesses.ONE.cosigned(found) && TestWitnesses.TWO.cosigned(found));

        assertThat(size(note)).isGreaterThanOrEqualTo(size);
        assertThat(note.split("\n\n")[1].lines().findFirst().orElseThrow()).startsWith("— parley.audit.eu ");
        assertThat(note.split("\n\n")[1].lines()).hasSize(3);
    }

    @Test
    void theWitnessedLogIsOneOfItsOwnAndTheNewestExtendsIt() {
        String witnessed = witnessed(size(checkpoint()));
        TestWitnesses.TWO.be(Mood.SILENT);
        grow();
        grow();

        String still = region.get("/v1/audit/log/witnessed/checkpoint", null).body();
        assertThat(TestWitnesses.ONE.cosigned(still)).isTrue();
        assertThat(TestWitnesses.TWO.cosigned(still)).isTrue();
        assertThat(size(still)).isGreaterThanOrEqualTo(size(witnessed));
        String newest = checkpoint();
        assertThat(size(newest)).isGreaterThan(size(witnessed));
        JsonNode proof = json(region.get("/v1/audit/log/consistency?from=" + size(witnessed), null));
        assertThat(ProofVerifier.consistent(
                        size(witnessed),
                        proof.get("to").asLong(),
                        root(witnessed),
                        root(proof.get("checkpoint").asString()),
                        proof.get("path").values().stream()
                                .map(hash -> Base64.getDecoder().decode(hash.asString()))
                                .toList()))
                .isTrue();
        int width = (int) Math.min(size(witnessed), 256);
        assertThat(region.bytes("/v1/audit/log/witnessed/tile/0/000" + (width == 256 ? "" : ".p/" + width))
                        .body())
                .hasSize(32 * width);
    }

    @Test
    void aSilentWitnessHoldsUpNeitherTheLogNorTheOtherAndIsSeen() {
        TestWitnesses.TWO.be(Mood.SILENT);
        grow();
        long size = size(checkpoint());

        await().atMost(AuditRegion.PATIENCE).until(() -> TestWitnesses.ONE.size() >= size);
        await().atMost(AuditRegion.PATIENCE)
                .untilAsserted(() -> assertThat(
                                management.get("/actuator/prometheus", null).body())
                        .containsPattern("parley_audit_witness_lag_seconds\\{.*witness=\"two\".*} [1-9.]+")
                        .containsPattern("parley_audit_witness_failures_total\\{.*reason=\"timeout\".*witness=\"two\"")
                        .containsPattern("parley_audit_witness_cosigned_total\\{.*witness=\"one\""));
        TestWitnesses.TWO.be(Mood.HONEST);
        witnessed(size);
    }

    @Test
    void aWitnessThatHasSeenLessOrMoreThanWeThoughtSaysSo() throws Exception {
        TestWitness witness = TestWitness.start("w.example", TestWitnesses::logKey);
        WitnessClient client = client(witness);
        Head first = cosignatures.head();
        assertThat(witness.cosigned(first.note() + show(client, first, 0))).isTrue();
        grow();
        Head second = cosignatures.head();

        assertThat(witness.cosigned(second.note() + show(client, second, 0))).isTrue();
        assertThat(witness.cosigned(second.note() + show(client, second, second.size())))
                .isTrue();

        assertThat(witness.asked()).containsExactly("old 0", "old 0", "old " + first.size(), "old " + second.size());
        assertThatThrownBy(() -> show(client, first, 0)).hasMessage("ahead");
        witness.stop();
    }

    @Test
    void anotherHistoryIsNotCosigned() throws Exception {
        TestWitness witness = TestWitness.start("w.example", TestWitnesses::logKey);
        WitnessClient client = client(witness);
        Head first = cosignatures.head();
        show(client, first, 0);
        grow();
        Head second = cosignatures.head();

        assertThatThrownBy(() -> client.show(second, first.size(), from -> List.of()))
                .hasMessage("inconsistent");
        assertThatThrownBy(() -> client.show(
                        new Head(second.size(), second.note().replaceFirst("\n\\d+\n", "\n999\n")),
                        first.size(),
                        from -> List.of()))
                .hasMessage("http-403");
        assertThat(witness.size()).isEqualTo(first.size());
        witness.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, timeout",
        "ENDLESS, malformed",
        "UNKNOWN_LOG, http-404",
        "UNTRUSTED, http-403",
        "REFUSING_PROOFS, inconsistent",
        "UNSIGNED, unsigned",
        "OF_ANOTHER_TREE, unsigned",
        "BEYOND, ahead",
        "FORGETFUL, malformed"
    })
    void noCosignatureHasAReason(Mood mood, String reason) {
        TestWitness witness = TestWitness.start("w.example", TestWitnesses::logKey);
        witness.be(mood);

        assertThatThrownBy(() -> show(client(witness), cosignatures.head(), 0))
                .isInstanceOfSatisfying(
                        NotCosigned.class, why -> assertThat(why.reason()).isEqualTo(reason));
        witness.stop();
        assertThatThrownBy(() -> show(client(witness), cosignatures.head(), 0)).hasMessage("unreachable");
    }

    private String show(WitnessClient client, Head head, long seen) throws NotCosigned, InterruptedException {
        return client.show(head, seen, from -> cosignatures.proof(from, head));
    }

    private static WitnessClient client(TestWitness witness) {
        return new WitnessClient(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                new WitnessProperties.Witness(witness.url(), witness.key()),
                Duration.ofMillis(500));
    }

    private String witnessed(long size) {
        return await().atMost(AuditRegion.PATIENCE)
                .until(
                        () -> region.get("/v1/audit/log/witnessed/checkpoint", null),
                        answer -> answer.statusCode() == 200 && size(answer.body()) >= size)
                .body();
    }

    private String checkpoint() {
        return region.get("/v1/audit/log/checkpoint", null).body();
    }

    private static long size(String note) {
        return Long.parseLong(note.split("\n")[1]);
    }

    private static byte[] root(String note) {
        return Base64.getDecoder().decode(note.split("\n")[2]);
    }

    private void grow() {
        UUID id = AuditRegion.id();
        record(AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(1)
                .setService("archive-service")
                .setAction("archive.viewed")
                .setOutcome("success"));
        region.awaitEvent(id, GRACE);
    }
}
