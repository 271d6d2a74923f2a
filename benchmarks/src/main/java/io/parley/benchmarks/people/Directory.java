package io.parley.benchmarks.people;

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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Registers people through SCIM, as a customer's directory would, at the pace that the gateway allows.
final class Directory {

    private static final String CLIENT = "parley-provisioning";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI users;
    private final OidcTokens tokens;
    private final HttpClient http;

    Directory(URI gateway, URI issuer, HttpClient http, Path home, Map<String, String> environment) {
        this.users = gateway.resolve("/scim/v2/Users");
        this.tokens = OidcTokens.clientCredentials(issuer, CLIENT, secret(home, environment), "scim", http);
        this.http = http;
    }

    /// Someone who is registered already stays as they are.
    ///
    /// @param token the person's, which says their subject
    /// @return the person's id
    String register(String name, String token) {
        HttpResponse<String> answer = send(() -> HttpRequest.newBuilder(users)
                .header("Content-Type", "application/scim+json")
                .POST(BodyPublishers.ofString(document(name, token))));
        return switch (answer.statusCode()) {
            case 201 -> JSON.readTree(answer.body()).path("id").asString();
            case 409 -> known(name);
            default ->
                throw new IllegalStateException(
                        "registering " + name + ": " + answer.statusCode() + " (expected: 201)");
        };
    }

    private static String document(String name, String token) {
        return JSON.writeValueAsString(Map.of(
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
                Map.of("kind", "employee", "region", "eu")));
    }

    private String known(String name) {
        String filter = URLEncoder.encode("userName eq \"" + name + "\"", StandardCharsets.UTF_8);
        HttpResponse<String> found = send(() -> HttpRequest.newBuilder(URI.create(users + "?filter=" + filter)));
        JsonNode first = JSON.readTree(found.body()).path("Resources").path(0);
        if (found.statusCode() != 200 || first.isMissingNode()) {
            throw new IllegalStateException("looking for " + name + ": " + found.statusCode() + " (expected: 200)");
        }
        return first.path("id").asString();
    }

    private HttpResponse<String> send(Supplier<HttpRequest.Builder> request) {
        try {
            while (true) {
                HttpResponse<String> answer = http.send(
                        request.get()
                                .timeout(TIMEOUT)
                                .header("Authorization", "Bearer " + tokens.get())
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() != 429) {
                    return answer;
                }
                Thread.sleep(retryAfter(answer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        return Duration.ofSeconds(
                Math.max(1, answer.headers().firstValueAsLong("Retry-After").orElse(1)));
    }

    private static String subject(String token) {
        String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return JSON.readTree(Base64.getUrlDecoder().decode(claims)).path("sub").asString();
    }

    private static String secret(Path home, Map<String, String> environment) {
        String given = environment.getOrDefault("PARLEY_PROVISIONING_SECRET", "");
        if (!given.isEmpty()) {
            return given;
        }
        Path file = home.resolve("secret").resolve("client-" + CLIENT);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("PARLEY_PROVISIONING_SECRET is not set and there is no " + file, e);
        }
    }
}
