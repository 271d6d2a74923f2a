package io.parley.audit.log;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LogApiIT extends RunningAuditService {

    private long size;

    @BeforeEach
    void growTheLog() {
        UUID id = AuditRegion.id();
        record(AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(1)
                .setService("consent-service")
                .setAction("rule.changed"));
        region.awaitEvent(id, GRACE);
        size = Long.parseLong(
                region.get("/v1/audit/log/checkpoint", null).body().split("\n")[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint, text/plain;charset=UTF-8, 'max-age=1, public'",
        "key, text/plain;charset=UTF-8, 'max-age=1, public'",
        "tile/0/000.p/1, application/octet-stream, 'max-age=31536000, public, immutable'",
        "tile/entries/000.p/1, application/octet-stream, 'max-age=31536000, public, immutable'"
    })
    void answersEveryoneWithTypeAndCacheTime(String path, String type, String cache) {
        HttpResponse<byte[]> answer = region.bytes("/v1/audit/log/" + path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(found -> assertThat(found).isEqualToIgnoringCase(type));
        assertThat(answer.headers().firstValue("cache-control")).contains(cache);
    }

    @Test
    void entriesHashToTheirLeaves() {
        int width = (int) Math.min(size, 255);
        byte[] entries =
                region.bytes("/v1/audit/log/tile/entries/000.p/" + width).body();
        byte[] leaves = region.bytes("/v1/audit/log/tile/0/000.p/" + width).body();

        assertThat(entries).hasSize(width * 34);
        for (int i = 0; i < width; i++) {
            assertThat(Arrays.copyOfRange(entries, i * 34, i * 34 + 2)).containsExactly(0, 32);
            assertThat(ProofVerifier.leaf(Arrays.copyOfRange(entries, i * 34 + 2, i * 34 + 34)))
                    .isEqualTo(Arrays.copyOfRange(leaves, i * 32, i * 32 + 32));
        }
    }

    @Test
    void theCheckpointIsSignedByThePublishedKey() {
        String note = region.get("/v1/audit/log/checkpoint", null).body();
        String key = region.get("/v1/audit/log/key", null).body();

        assertThat(note).startsWith("parley.audit.eu\n").contains("\n— parley.audit.eu ");
        assertThat(key).startsWith("parley.audit.eu+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/x999/999",
                "0/000.p/0",
                "0/0",
                "8/000",
                "entries",
                "entries/x001/000.p/3",
                "x/000",
                "../key",
                "%2e%2e/key"
            })
    void answers404ForWhatIsNoTileYet(String path) {
        assertThat(region.bytes("/v1/audit/log/tile/" + path).statusCode()).isIn(404, 400);
    }

    @Test
    void doesNotLetCachesKeepTheAbsenceOfATile() {
        assertThat(region.bytes("/v1/audit/log/tile/0/x999/999")
                        .headers()
                        .firstValue("cache-control")
                        .orElse(""))
                .doesNotContain("immutable");
    }

    @Test
    void provesThatItOnlyGrew() {
        JsonNode proof = json(region.get("/v1/audit/log/consistency?from=1", null));

        assertThat(proof.get("from").asLong()).isEqualTo(1);
        assertThat(proof.get("to").asLong()).isGreaterThanOrEqualTo(size);
        assertThat(proof.get("checkpoint").asString())
                .startsWith("parley.audit.eu\n" + proof.get("to").asLong() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=0", "from=999999999", "from=x", ""})
    void refusesToProveFromASizeItNeverHad(String query) {
        assertThat(region.get("/v1/audit/log/consistency?" + query, null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void describesItsRoutes() {
        String document = region.get("/internal/openapi.json", null).body();

        assertThat(document)
                .contains("\"/v1/audit/log/checkpoint\"", "\"/v1/audit/events\"", "\"/v1/audit/log/tile/{path}\"");
    }

    @Test
    void measuresItself() {
        String metrics = management.get("/actuator/prometheus", null).body();

        assertThat(metrics)
                .containsPattern("parley_audit_tree_size\\S* [1-9]")
                .containsPattern("parley_audit_appended_total\\S* [1-9]")
                .contains("parley_audit_append_seconds_count");
    }
}
