package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.AuditLog;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import io.parley.client.proof.Checkpoint;
import io.parley.client.proof.EventProof;
import io.parley.client.proof.LogVerifier;
import io.parley.client.proof.MerkleTree;
import io.parley.client.proof.ProofException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {

    private static final int TILE = 256;
    private static final int HASH = 32;

    private final AuditLog log = Region.graceTheAuditor().api().audit();

    @Test
    void showsWhoDidWhatToWhatAndWhen() {
        Event event = anEvent();
        JsonNode shown = Region.graceTheAuditor()
                .http()
                .get("/v1/audit/events?action=grant.requested&objectId="
                        + event.object().id())
                .hasStatus(200)
                .json()
                .path("items")
                .get(0);

        assertThat(shown.path("eventId").asString()).isEqualTo(event.eventId().toString());
        assertThat(shown.path("index").isIntegralNumber()).isTrue();
        assertThat(Instant.parse(shown.path("at").asString()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(shown.path("actor").path("type").asString()).isEqualTo("person");
        assertThat(shown.path("actor").path("id").asString())
                .isEqualTo(Region.erinTheOfficer().id().toString());
        assertThat(shown.path("object").path("type").asString()).isEqualTo("grant");
        assertThat(shown.path("outcome").asString()).isEqualTo("success");
        assertThat(shown.path("purpose").asString()).isEqualTo("investigation");
        assertThat(shown.path("region").asString()).isEqualTo("eu");
        assertThat(shown.path("service").asString()).isNotBlank();
        assertThat(shown.path("detail").isObject()).isTrue();
    }

    @Test
    void filtersAndPages() {
        anEvent();
        anEvent();
        var first = log.events(Filter.action("grant.requested"), null, 1);
        var second = log.events(Filter.action("grant.requested"), first.nextCursor(), 1);

        assertThat(first.items()).hasSize(1);
        assertThat(second.items()).hasSize(1);
        assertThat(second.items().getFirst().index())
                .isGreaterThan(first.items().getFirst().index());
        String now = Instant.now().plusSeconds(60).toString();
        assertThat(items("?from=" + now)).isEmpty();
        assertThat(items("?to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(items("?outcome=refused&limit=5"))
                .allSatisfy(
                        event -> assertThat(event.path("outcome").asString()).isEqualTo("refused"));
    }

    @Test
    void isForAuditors() {
        for (Persona other : List.of(Region.alice(), Region.ivanTheAdmin(), Region.frankTheApprover())) {
            other.http().get("/v1/audit/events").isProblem(403, "forbidden");
        }
        Region.graceTheAuditor().http().get("/v1/audit/events?limit=0").hasStatus(400);
        Region.graceTheAuditor().http().get("/v1/audit/events?from=yesterday").hasStatus(400);
    }

    @Test
    void recordsItsOwnQueries() {
        Instant before = Instant.now().minusSeconds(2);
        log.events(Filter.any(), null, 1);

        Wait.shortly()
                .until(() -> log.all(Filter.action("audit.queried")).stream()
                        .anyMatch(event -> Instant.parse(event.at()).isAfter(before)));
    }

    @Test
    void publishesItsCatalogue() {
        JsonNode actions =
                Region.alice().http().get("/v1/audit/actions").hasStatus(200).json();
        JsonNode items = actions.isArray() ? actions : actions.path("items");

        assertThat(items.valueStream().map(action -> action.path("action").asString()))
                .contains("grant.approved", "archive.searched", "consent.withdrawn", "access.refused", "audit.queried");
        assertThat(items).allSatisfy(action -> {
            assertThat(action.path("meaning").asString()).isNotBlank();
            assertThat(action.path("fields").isArray()).isTrue();
        });
    }

    @Test
    void anEventIsProvenByItsInclusion() {
        Event event = anEvent();
        EventProof proof = proven(event);
        var verifier = new LogVerifier(log.key());

        Checkpoint checkpoint = verifier.verify(proof);
        assertThat(checkpoint.size()).isGreaterThan(proof.index());
        assertThat(proof.index()).isEqualTo(event.index());

        var altered = new EventProof(
                proof.index() ^ 1,
                proof.entry(),
                proof.salt(),
                proof.body(),
                proof.inclusionProof(),
                proof.checkpoint());
        assertThatThrownBy(() -> verifier.verify(altered)).isInstanceOf(ProofException.class);
    }

    @Test
    void theLogOnlyGrows() {
        var verifier = new LogVerifier(log.key());
        proven(anEvent());
        Checkpoint older = verifier.open(log.checkpoint());
        proven(anEvent());
        Checkpoint newer = Wait.shortly()
                .until(() -> verifier.open(log.checkpoint()), checkpoint -> checkpoint.size() > older.size());

        assertThat(verifier.verify(older, log.consistency(older.size())).size()).isGreaterThanOrEqualTo(newer.size());
    }

    /// As a C2SP tlog-tiles client reads the log: entry bundles, level-0 tiles and the root agree.
    @Test
    void tilesRecomputeToTheSignedRoot() {
        proven(anEvent());
        Checkpoint checkpoint = new LogVerifier(log.key()).open(log.checkpoint());
        List<byte[]> leaves = new ArrayList<>();
        for (long tile = 0; tile * TILE < checkpoint.size(); tile++) {
            int width = (int) Math.min(TILE, checkpoint.size() - tile * TILE);
            String path = tilePath(tile) + (width == TILE ? "" : ".p/" + width);
            List<byte[]> hashes = split(log.tile("0/" + path), 0, HASH);
            List<byte[]> entries = split(log.entries(path), 2, HASH);

            assertThat(hashes).hasSize(width);
            assertThat(entries.stream().map(MerkleTree::leafHash).map(AuditTest::base64))
                    .containsExactlyElementsOf(
                            hashes.stream().map(AuditTest::base64).toList());
            leaves.addAll(hashes);
        }
        assertThat(MerkleTree.root(leaves)).isEqualTo(checkpoint.root());
    }

    @Test
    void theLogIsPublicAndTheEventsAreNot() {
        Event event = anEvent();
        assertThat(Raw.anonymous().get("/v1/audit/log/checkpoint").status()).isEqualTo(200);
        assertThat(Raw.anonymous().get("/v1/audit/log/key").status()).isEqualTo(200);
        Raw.anonymous().get("/v1/audit/events/" + event.eventId() + "/proof").isProblem(401, "unauthenticated");
        assertThat(Region.alice()
                        .http()
                        .get("/v1/audit/events/" + event.eventId() + "/proof")
                        .status())
                .isIn(403, 404);
        assertThat(Raw.anonymous().get("/v1/audit/log/tile/0/999").status()).isEqualTo(404);
    }

    @Test
    void refusalsAreRecordedWithTheirCode() {
        Persona newcomer = Newcomer.employee();
        newcomer.http()
                .get("/v1/archive/conversations/" + ConversationId.next() + "/coverage")
                .isProblem(403, "forbidden");

        Event refusal = Wait.shortly()
                .until(
                        () -> log.all(new Filter(newcomer.id().toString(), "access.refused", null, null, null, null)),
                        found -> !found.isEmpty())
                .getFirst();
        assertThat(refusal.outcome()).isEqualTo("refused");
        assertThat(refusal.detail().path("code").asString()).isEqualTo("forbidden");
    }

    /// A grant request leaves one event.
    private Event anEvent() {
        String caseRef = Officers.newCase();
        Officers.requested(
                caseRef, Region.alice().agreed().opens("group", Region.bob()).conversationId());
        return Wait.shortly()
                .until(() -> log.all(Filter.action("grant.requested").caseRef(caseRef)), found -> !found.isEmpty())
                .getFirst();
    }

    private EventProof proven(Event event) {
        return Wait.shortly().until(() -> log.proof(event.eventId()), proof -> true);
    }

    private static List<JsonNode> items(String query) {
        return Region.graceTheAuditor()
                .http()
                .get("/v1/audit/events" + query)
                .hasStatus(200)
                .json()
                .path("items")
                .valueStream()
                .collect(Collectors.toList());
    }

    /// Groups of three digits, all but the last led by `x`.
    private static String tilePath(long tile) {
        String last = "%03d".formatted(tile % 1000);
        return tile < 1000 ? last : "x%03d/%s".formatted(tile / 1000, last);
    }

    private static List<byte[]> split(byte[] bytes, int prefix, int size) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += prefix + size) {
            parts.add(Arrays.copyOfRange(bytes, at + prefix, at + prefix + size));
        }
        return parts;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
