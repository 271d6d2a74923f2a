package io.parley.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.client.feed.FeedItem;
import io.parley.client.feed.FeedSource;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The archive's feed. An outside archive (client credentials, scope `archive.feed`) pulls and puts its keys on file;
/// officers, approvers and administrators decide. `FeedConsumer` does the pulling and opening.
public final class ArchiveFeed implements FeedSource {

    private static final String PATH = "/v1/archive/feed";

    private final Rest rest;

    ArchiveFeed(Rest rest) {
        this.rest = rest;
    }

    /// @param purpose record-keeping, supervision, litigation, regulator-request or migration
    /// @param ground the law or contract it rests on
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AuthorisationRequest(
            String clientId, String recipient, String purpose, String caseRef, String ground, Instant expiresAt) {}

    /// @param state requested, approved, refused, revoked or expired
    public record Authorisation(String authorisationId, String state, String clientId, Instant expiresAt) {}

    /// @param state proposed, approved, refused or revoked
    /// @param thumbprint SHA-256 of the key (RFC 7638), to be compared before it is approved
    public record Key(String clientId, int version, String state, String algorithm, String thumbprint) {}

    @Override
    public List<FeedItem> pull(long after, int limit, int waitSeconds) {
        return pull(after, limit, waitSeconds, null);
    }

    /// @param keyVersion null: the newest approved one
    public List<FeedItem> pull(long after, int limit, int waitSeconds, @Nullable Integer keyVersion) {
        Query query = new Query()
                .with("after", after)
                .with("limit", limit)
                .with("wait", waitSeconds)
                .with("keyVersion", keyVersion);
        List<FeedItem> items = new ArrayList<>();
        for (JsonNode item : rest.get(PATH + query).path("items")) {
            items.add(Json.as(item, FeedItem.class));
        }
        return items;
    }

    /// Puts a public key of the calling client on file: RSA of 2048 bits or more, or X25519.
    public Key putKey(int version, PublicKey key) {
        return putKey(version, key, null);
    }

    /// The same for another client (role admin).
    public Key putKey(int version, PublicKey key, @Nullable String clientId) {
        Map<String, Object> body = new LinkedHashMap<>();
        String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        body.put("pem", "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        if (clientId != null) {
            body.put("clientId", clientId);
        }
        return Json.as(rest.put(PATH + "/keys/" + version, body), Key.class);
    }

    /// A client's own keys; for people, those of all clients.
    public List<Key> keys() {
        return Json.page(rest.get(PATH + "/keys"), Key.class).items();
    }

    public Key approveKey(String clientId, int version, String comment) {
        return decideKey(clientId, version, "approve", comment);
    }

    public Key refuseKey(String clientId, int version, String comment) {
        return decideKey(clientId, version, "refuse", comment);
    }

    public Key revokeKey(String clientId, int version, String comment) {
        return decideKey(clientId, version, "revoke", comment);
    }

    public Authorisation request(AuthorisationRequest request) {
        return Json.as(rest.post(PATH + "/authorisations", request), Authorisation.class);
    }

    public Authorisation approve(String authorisationId, String comment) {
        return decide(authorisationId, "approve", comment);
    }

    public Authorisation refuse(String authorisationId, String comment) {
        return decide(authorisationId, "refuse", comment);
    }

    public Authorisation revoke(String authorisationId, String comment) {
        return decide(authorisationId, "revoke", comment);
    }

    private Key decideKey(String clientId, int version, String verb, String comment) {
        Map<String, String> body = Map.of("clientId", clientId, "comment", comment);
        return Json.as(rest.post(PATH + "/keys/" + version + "/" + verb, body), Key.class);
    }

    private Authorisation decide(String id, String verb, String comment) {
        return Json.as(
                rest.post(PATH + "/authorisations/" + id + "/" + verb, Map.of("comment", comment)),
                Authorisation.class);
    }
}
