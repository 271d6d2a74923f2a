package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.parley.contracts.Ids;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who decides about the feed, and what is refused.
class FeedDecisionsIT extends RunningFeed {

    @Test
    void nothingLeavesWithoutAnAuthorisationAndAKeyThatTwoPersonsAgreedTo() {
        Reader reader = strangeReader();
        assertThat(reader.http.get(FEED).code()).isEqualTo("feed-not-authorised");
        String id = requested(reader.client);
        assertThat(reader.http.get(FEED).code()).isEqualTo("feed-not-authorised");
        assertThat(officer.post(AUTHORISATIONS + "/" + id + "/approve", "{}").code())
                .isEqualTo("four-eyes");
        Http another = somebody("officer");
        assertThat(another.post(AUTHORISATIONS + "/" + id + "/approve", "{}").code())
                .isEqualTo("forbidden");
        assertThat(approver.post(AUTHORISATIONS + "/" + id + "/approve", "{}").status())
                .isEqualTo(200);
        assertThat(approver.post(AUTHORISATIONS + "/" + id + "/refuse", "{}").code())
                .isEqualTo("conflict");

        assertThat(reader.http.get(FEED).code()).isEqualTo("feed-key-required");
        reader.proposed(1, rsa(2048).getPublic());
        assertThat(reader.http.get(FEED).code()).isEqualTo("feed-key-required");
        assertThat(decideKey(officer, reader.client, 1, "approve").code()).isEqualTo("forbidden");
        assertThat(decideKey(approver, reader.client, 1, "approve").status()).isEqualTo(200);
        assertThat(reader.http.get(FEED).status()).isEqualTo(200);

        assertThat(strangeReader().http.get(FEED).code()).isEqualTo("feed-not-authorised");
        assertThat(another.post(AUTHORISATIONS + "/" + id + "/revoke", "{}").status())
                .isEqualTo(200);
        assertThat(reader.http.get(FEED).code()).isEqualTo("feed-not-authorised");
        assertThat(approver.post(AUTHORISATIONS + "/" + id + "/approve", "{}").code())
                .isEqualTo("conflict");
    }

    @Test
    void nobodyApprovesTheKeyTheyPutThere() {
        Reader reader = strangeReader();
        Http both = somebody("admin", "approver");
        String body = pem(rsa(2048).getPublic()).replace("{", "{\"clientId\":\"" + reader.client + "\",");
        assertThat(officer.put(FEED + "/keys/1", body).code()).isEqualTo("forbidden");
        assertThat(both.put(FEED + "/keys/1", body).status()).isEqualTo(201);
        assertThat(decideKey(both, reader.client, 1, "approve").code()).isEqualTo("four-eyes");
        assertThat(decideKey(approver, reader.client, 1, "refuse").status()).isEqualTo(200);
        assertThat(decideKey(approver, reader.client, 1, "approve").code()).isEqualTo("conflict");
        assertThat(reader.http
                        .get(FEED + "/keys")
                        .body()
                        .path("items")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("refused");
    }

    @Test
    void theFeedIsForClientsWithItsScopeAlone() {
        assertThat(officer.get(FEED).status()).isEqualTo(403);
        assertThat(Http.client(port, "another", "internal").get(FEED).status()).isEqualTo(403);
        assertThat(Http.client(port, "another", "archive.other").get(FEED).status())
                .isEqualTo(403);
        Http client = strangeReader().http;
        for (String path : new String[] {
            AUTHORISATIONS,
            "/v1/archive/grants",
            "/v1/archive/records/" + Ids.next() + "/basis",
            "/v1/archive/exports/key"
        }) {
            assertThat(client.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(client.post(FEED + "/keys/1/approve", "{}").status()).isEqualTo(403);
    }

    @Test
    void versionsAscendAndNeverChange() {
        Reader reader = strangeReader();
        String first = pem(rsa(2048).getPublic());
        assertThat(reader.http.put(FEED + "/keys/3", first).status()).isEqualTo(201);
        assertThat(reader.http.put(FEED + "/keys/3", first).status()).isEqualTo(200);
        assertThat(reader.http.put(FEED + "/keys/3", pem(x25519().getPublic())).code())
                .isEqualTo("conflict");
        assertViolation(reader.http.put(FEED + "/keys/2", pem(x25519().getPublic())), "version");
        assertViolation(reader.http.put(FEED + "/keys/0", first), "version");
        assertThat(reader.http
                        .put(FEED + "/keys/4", pem(x25519().getPublic()))
                        .body()
                        .path("algorithm")
                        .asString())
                .isEqualTo("HPKE-X25519");
    }

    @Test
    void keysThatAreNoneAreRefusedByField() throws Exception {
        Http client = strangeReader().http;
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        RSAKey strong = new RSAKeyGenerator(2048).generate();
        OctetKeyPair x25519 = new OctetKeyPairGenerator(Curve.X25519).generate();
        OctetKeyPair zero = new OctetKeyPair.Builder(Curve.X25519, Base64URL.encode(new byte[32])).build();
        KeyPairGenerator elliptic = KeyPairGenerator.getInstance("EC");
        elliptic.initialize(256);

        assertViolation(put(client, weak.toPublicJWK().toJSONString()), "jwk");
        assertViolation(put(client, strong.toJSONString()), "jwk");
        assertViolation(put(client, x25519.toJSONString()), "jwk");
        assertViolation(put(client, zero.toJSONString()), "jwk");
        assertViolation(
                put(
                        client,
                        new OctetKeyPair.Builder(Curve.Ed25519, x25519.getX())
                                .build()
                                .toJSONString()),
                "jwk");
        assertViolation(put(client, "{\"kty\":\"RSA\"}"), "jwk");
        assertViolation(put(client, "\"no\""), "jwk");
        assertViolation(
                client.put(FEED + "/keys/1", pem(elliptic.generateKeyPair().getPublic())), "pem");
        assertViolation(client.put(FEED + "/keys/1", pem(rsa(1024).getPublic())), "pem");
        assertViolation(
                client.put(
                        FEED + "/keys/1",
                        "{\"pem\":\"-----BEGIN PRIVATE KEY-----\\n"
                                + Base64.getEncoder()
                                        .encodeToString(rsa(2048).getPrivate().getEncoded())
                                + "\\n-----END PRIVATE KEY-----\"}"),
                "pem");
        assertViolation(client.put(FEED + "/keys/1", "{\"pem\":\"hello\"}"), "pem");
        assertViolation(client.put(FEED + "/keys/1", "{}"), "jwk");
        assertViolation(
                client.put(FEED + "/keys/1", pem(x25519().getPublic()).replace("{", "{\"clientId\":\"another\",")),
                "clientId");
        assertThat(put(client, strong.toPublicJWK().toJSONString()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "after=-1, after",
        "limit=0, limit",
        "limit=1001, limit",
        "wait=26, wait",
        "keyVersion=0, keyVersion",
        "after=x, after"
    })
    void badQueriesAreRefusedByField(String query, String field) {
        assertViolation(strangeReader().http.get(FEED + "?" + query), field);
    }

    @ParameterizedTest
    @CsvSource({"clientId", "recipient", "purpose", "caseRef", "ground", "expiresAt"})
    void anAuthorisationNeedsEachOfItsFields(String field) {
        String without = authorisation("some-client").replace("\"" + field + "\"", "\"ignored\"");
        assertViolation(officer.post(AUTHORISATIONS, without), field);
    }

    @Test
    void theDatabaseItselfRefusesWhatTheServiceMustNotDo() {
        Reader reader = strangeReader();
        UUID id = UUID.fromString(requested(reader.client));
        reader.proposed(1, x25519().getPublic());
        UUID officerId = asOwner()
                .queryForObject(
                        "SELECT requested_by FROM feed_authorisation WHERE authorisation_id = ?", UUID.class, id);
        assertThatThrownBy(() -> asService()
                        .update("INSERT INTO feed_authorisation_step VALUES (?, 'approved', ?, now())", id, officerId))
                .hasStackTraceContaining("approved by another");
        for (String table :
                new String[] {"feed_page", "feed_authorisation", "feed_authorisation_step", "feed_key", "feed_key_step"
                }) {
            assertThatThrownBy(() -> asService().update("DELETE FROM " + table))
                    .hasStackTraceContaining("permission denied");
        }
        assertThatThrownBy(() -> asService()
                        .update("INSERT INTO feed_page VALUES (987654321, 987654321, 987654321, 0, ARRAY[0])"))
                .hasStackTraceContaining("feed_page.first_seq");
    }

    private static Http.Answer put(Http client, String jwk) {
        return client.put(FEED + "/keys/1", "{\"jwk\":" + jwk + "}");
    }

    private static void assertViolation(Http.Answer answer, String field) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().path("violations").get(0).path("field").asString())
                .isEqualTo(field);
    }
}
