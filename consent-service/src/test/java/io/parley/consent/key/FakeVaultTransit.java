package io.parley.consent.key;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Not Vault: answers as the documentation of its transit engine says (encrypt and decrypt with associated data, token
/// in
/// `X-Vault-Token`, 403 for a wrong one, 400 for what does not open, 503 while sealed).
final class FakeVaultTransit extends FakeKeyService {

    private static final String PREFIX = "vault:v1:";

    private final String key;
    private volatile String token = "first";

    FakeVaultTransit(String key) {
        this.key = key;
    }

    URI uri() {
        return URI.create("hcvault+http://localhost:" + port() + "/transit/keys/" + key);
    }

    String token() {
        return token;
    }

    void takesOnly(String newToken) {
        token = newToken;
    }

    @Override
    Reply answer(String path, Headers headers, JsonNode request) throws GeneralSecurityException {
        if (!token.equals(headers.getFirst("X-Vault-Token"))) {
            return refusal(403, "permission denied");
        }
        if (path.equals("/v1/transit/encrypt/" + key)) {
            String cipher = encrypt(bytes(request, "plaintext"), bytes(request, "associated_data"));
            return new Reply(200, Map.of("data", Map.of("ciphertext", PREFIX + cipher, "key_version", 1)));
        }
        if (path.equals("/v1/transit/decrypt/" + key)) {
            String cipher = request.path("ciphertext").asString().substring(PREFIX.length());
            return new Reply(
                    200, Map.of("data", Map.of("plaintext", decrypt(cipher, bytes(request, "associated_data")))));
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
