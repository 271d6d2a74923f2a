package io.parley.testing;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Not Vault: answers as the documentation of its transit engine says (encrypt and decrypt with associated data, token
/// in `X-Vault-Token`, 403 for a wrong one, 400 for what does not open, 503 while sealed).
public final class FakeVaultTransit extends FakeKeyService {

    private final String key;
    private volatile String token = "first";
    private volatile int version = 1;
    private volatile int oldest = 1;

    public FakeVaultTransit(String key) {
        this.key = key;
    }

    public URI uri() {
        return URI.create("hcvault+http://localhost:" + port() + "/transit/keys/" + key);
    }

    public String token() {
        return token;
    }

    public void takesOnly(String newToken) {
        token = newToken;
    }

    /// From now on it wraps with a new version, and opens what lies under the ones before.
    public void rotate() {
        version = version + 1;
    }

    /// The key's `min_decryption_version`: what lies under older ones is not opened any more.
    public void retireOlder() {
        oldest = version;
    }

    @Override
    Reply answer(String path, Headers headers, JsonNode request) throws GeneralSecurityException {
        if (!token.equals(headers.getFirst("X-Vault-Token"))) {
            return refusal(403, "permission denied");
        }
        if (path.equals("/v1/transit/encrypt/" + key)) {
            String prefix = "vault:v" + version + ":";
            String cipher = encrypt(bytes(request, "plaintext"), bytes(request, "associated_data"));
            return new Reply(200, Map.of("data", Map.of("ciphertext", prefix + cipher, "key_version", version)));
        }
        if (path.equals("/v1/transit/decrypt/" + key)) {
            String[] parts = request.path("ciphertext").asString().split(":", 3);
            return Integer.parseInt(parts[1].substring(1)) < oldest
                    ? refusal(400, "ciphertext or signature version is disallowed by policy (too old)")
                    : new Reply(
                            200,
                            Map.of("data", Map.of("plaintext", decrypt(parts[2], bytes(request, "associated_data")))));
        }
        return refusal(404, "no handler for route");
    }

    @Override
    Reply refusal(int status, String text) {
        return new Reply(status, Map.of("errors", List.of(text)));
    }

    private static byte[] bytes(JsonNode request, String field) {
        return Base64.getDecoder().decode(request.path(field).asString());
    }
}
