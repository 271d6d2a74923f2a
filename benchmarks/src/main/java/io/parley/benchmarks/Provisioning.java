package io.parley.benchmarks;

import io.parley.client.OidcTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Registers people through SCIM, as a customer's directory would.
final class Provisioning {

    private static final String CLIENT = "parley-provisioning";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI users;
    private final OidcTokens tokens;
    private final HttpClient http;

    Provisioning(Settings settings, HttpClient http, Map<String, String> environment) {
        this.users = settings.gateway().resolve("/scim/v2/Users");
        this.tokens = OidcTokens.clientCredentials(settings.issuer(), CLIENT, secret(environment), "scim", http);
        this.http = http;
    }

    /// Someone who is registered already stays as they are.
    void register(String name, String token) {
        if (isKnown(name)) {
            return;
        }
        Map<String, Object> user = Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:schemas:core:2.0:User", "urn:parley:scim:Person"),
                "userName",
                name,
                "externalId",
                subject(token),
                "displayName",
                name,
                "active",
                true,
                "urn:parley:scim:Person",
                Map.of("kind", "employee", "region", "eu"));
        int status = send(HttpRequest.newBuilder(users)
                        .header("Content-Type", "application/scim+json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(user))))
                .statusCode();
        if (status != 201 && status != 409) {
            throw new IllegalStateException("registering " + name + ": " + status + " (expected: 201)");
        }
    }

    private boolean isKnown(String name) {
        String filter = URLEncoder.encode("userName eq \"" + name + "\"", StandardCharsets.UTF_8);
        HttpResponse<String> found = send(HttpRequest.newBuilder(URI.create(users + "?filter=" + filter)));
        return found.statusCode() == 200
                && JSON.readTree(found.body()).path("totalResults").asInt(0) > 0;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("Authorization", "Bearer " + tokens.get()).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String subject(String token) {
        String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return JSON.readTree(Base64.getUrlDecoder().decode(claims)).path("sub").asString();
    }

    private static String secret(Map<String, String> environment) {
        String given = environment.getOrDefault("PARLEY_PROVISIONING_SECRET", "");
        if (!given.isEmpty()) {
            return given;
        }
        Path file = Path.of(environment.getOrDefault("PARLEY_HOME", ".parley"), "secret", "client-" + CLIENT);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("PARLEY_PROVISIONING_SECRET is not set and there is no " + file, e);
        }
    }
}
