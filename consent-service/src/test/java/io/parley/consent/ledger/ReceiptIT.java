package io.parley.consent.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.parley.consent.Answers;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Receipts as an outsider checks them: by the published schema and the published key, without our code.
class ReceiptIT extends ConsentIT {

    private static final JsonMapper JSON = new JsonMapper();
    /// SubjectPublicKeyInfo of Ed25519 up to the raw key (RFC 8410 §4).
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    @LocalServerPort
    private int port;

    private Someone dave;

    @BeforeEach
    void someoneWithAnswersOfEachKind() {
        Notices notices = new Notices(as(somebody("employee").name(), "privacy"));
        dave = somebody("guest");
        Answers.give(dave.api(), notices.published("archive", "consent", "guest"), 1, "accepted")
                .is(201);
        Answers.give(dave.api(), notices.published("terms", "agreement", "guest"), 1, "accepted")
                .is(201);
        Answers.give(dave.api(), notices.published("privacy", "notice", "guest"), 1, "acknowledged")
                .is(201);
        Answers.give(dave.api(), notices.published("ai", "consent", "guest"), 1, "refused")
                .is(201);
        dave.api().post("/v1/me/purposes/archive/withdraw", Map.of()).is(201);
    }

    @Test
    void everyReceiptFitsThePublishedSchema() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/schemas/consent-receipt.schema.json")));

        assertThat(receipts())
                .hasSize(5)
                .allSatisfy(receipt -> assertThat(schema.validate(receipt)).isEmpty());
        ObjectNode broken = ((ObjectNode) receipts().getFirst()).put("receiptId", "1");
        assertThat(schema.validate(broken)).as("the schema does refuse").isNotEmpty();
    }

    @Test
    void everyReceiptIsSignedByAKeyOnShow() {
        assertThat(receipts())
                .hasSize(5)
                .allSatisfy(receipt -> assertThat(verifies(receipt)).isTrue());
    }

    @Test
    void aChangedReceiptDoesNotVerify() {
        ObjectNode receipt = (ObjectNode) receipts().getFirst();
        ((ObjectNode) receipt.path("processing")).put("purpose", "ai");

        assertThat(verifies(receipt)).isFalse();
    }

    private boolean verifies(JsonNode receipt) {
        try {
            String[] jws = receipt.path("signature").asString().split("\\.", -1);
            String payload = encoded(canonical(receipt));
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key(JSON.readTree(Base64.getUrlDecoder().decode(jws[0]))
                    .path("kid")
                    .asString()));
            ed25519.update((jws[0] + "." + payload).getBytes(US_ASCII));
            return ed25519.verify(Base64.getUrlDecoder().decode(jws[2]));
        } catch (Exception e) {
            throw new IllegalStateException("receipt: not verifiable", e);
        }
    }

    /// RFC 8785 for what a receipt may hold, written apart from the service's own way.
    private static byte[] canonical(JsonNode receipt) {
        ObjectNode rest = ((ObjectNode) receipt.deepCopy()).without("signature");
        return JSON.writeValueAsBytes(sorted(rest));
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members;
        }
        return node.isArray() ? node.valueStream().map(ReceiptIT::sorted).toList() : node;
    }

    private PublicKey key(String kid) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/receipts/keys"));
        String set = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
        String x = JSON.readTree(set)
                .path("keys")
                .valueStream()
                .filter(jwk -> jwk.path("kid").asString().equals(kid))
                .map(jwk -> jwk.path("x").asString())
                .findFirst()
                .orElseThrow();
        byte[] spki = java.nio.ByteBuffer.allocate(44)
                .put(X509)
                .put(Base64.getUrlDecoder().decode(x))
                .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private List<JsonNode> receipts() {
        return dave.api()
                .get("/v1/me/answers")
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("receipt"))
                .toList();
    }
}
