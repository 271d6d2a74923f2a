package io.parley.platform.kek;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// A key of HashiCorp Vault's transit engine (HTTP API, `/transit/encrypt/:name` and `/transit/decrypt/:name`). The key
/// must be of an authenticated type that takes associated data, as `aes256-gcm96` does.
final class VaultTransit implements Aead {

    static final String SCHEME = "hcvault";
    /// For a development server on the same machine: the token travels in clear.
    static final String SCHEME_IN_CLEAR = "hcvault+http";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String KEYS = "keys";
    private static final String ASSOCIATED = "associated_data";

    private final RestClient http;
    private final Path tokenFile;
    private final String mount;
    private final String key;

    private VaultTransit(RestClient http, Path tokenFile, String mount, String key) {
        this.http = http;
        this.tokenFile = tokenFile;
        this.mount = mount;
        this.key = key;
    }

    /// @param uri `hcvault://<host>[:<port>]/<mount>/keys/<name>`
    static VaultTransit at(URI uri, KekProperties.Vault vault) {
        List<String> path = List.of(uri.getPath().substring(1).split("/"));
        int last = path.size() - 1;
        if (last < 2 || !path.get(last - 1).equals(KEYS)) {
            throw new IllegalStateException(
                    "parley.kek.uri: " + uri + " (expected: hcvault://<host>:<port>/<mount>/keys/<name>)");
        }
        if (vault.tokenFile() == null) {
            throw new IllegalStateException(
                    "parley.kek.vault.token-file (PARLEY_KEK_VAULT_TOKENFILE): missing (expected: a file with a token)");
        }
        String base = (uri.getScheme().equals(SCHEME) ? "https://" : "http://") + uri.getAuthority();
        return new VaultTransit(
                client(base), vault.tokenFile(), String.join("/", path.subList(0, last - 1)), path.get(last));
    }

    private static RestClient client(String base) {
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT).build());
        requests.setReadTimeout(READ);
        return RestClient.builder().baseUrl(base).requestFactory(requests).build();
    }

    private record Encrypt(
            byte[] plaintext, @JsonProperty(ASSOCIATED) byte[] associatedData) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    private record Decrypt(
            String ciphertext, @JsonProperty(ASSOCIATED) byte[] associatedData) {}

    private record Answer(@Nullable Data data) {}

    private record Data(@Nullable String ciphertext, byte @Nullable [] plaintext) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// @return Vault's own form, `vault:v1:…`, which names the version of the key
    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        return required(call("encrypt", new Encrypt(plaintext, associatedData)).ciphertext())
                .getBytes(US_ASCII);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        String text = new String(ciphertext, US_ASCII);
        return required(call("decrypt", new Decrypt(text, associatedData)).plaintext());
    }

    private static <T> T required(@Nullable T answer) throws GeneralSecurityException {
        if (answer == null) {
            throw new GeneralSecurityException("vault: answered without a result");
        }
        return answer;
    }

    private Data call(String operation, Object body) throws GeneralSecurityException {
        try {
            Answer answer = http.post()
                    .uri("/v1/" + mount + "/" + operation + "/{key}", key)
                    .header("X-Vault-Token", Files.readString(tokenFile).strip())
                    .header("X-Vault-Request", "true")
                    .body(body)
                    .retrieve()
                    .body(Answer.class);
            return required(required(answer).data());
        } catch (HttpClientErrorException refused) {
            String said = "vault: " + operation + " answers "
                    + refused.getStatusCode().value();
            throw refused.getStatusCode().value() == TOO_MANY_REQUESTS
                    ? new KekUnreachableException(said, refused)
                    : new GeneralSecurityException(said);
        } catch (RestClientException | IOException down) {
            throw new KekUnreachableException("vault: " + operation + " cannot be asked", down);
        }
    }
}
