package io.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Access tokens from an OAuth2 token endpoint, fetched again shortly before they expire.
public final class OidcTokens implements Supplier<String> {

    private static final Duration SPARE = Duration.ofSeconds(20);

    private final URI endpoint;
    private final Map<String, String> form;
    private final HttpClient http;
    private final Clock clock;
    private String current = "";
    private Instant renewAt = Instant.MIN;

    /// @param issuer such as `http://localhost:8090/parley`; its token endpoint is `<issuer>/token`
    /// @param form the grant's parameters
    public OidcTokens(URI issuer, Map<String, String> form, HttpClient http, Clock clock) {
        this.endpoint = URI.create(issuer + "/token");
        this.form = Map.copyOf(form);
        this.http = http;
        this.clock = clock;
    }

    /// Password grant, which the local issuer offers for its demo people.
    public static OidcTokens password(URI issuer, String userName, String password, HttpClient http) {
        var form = Map.of(
                "grant_type", "password", "username", userName, "password", password, "client_id", "parley-local");
        return new OidcTokens(issuer, form, http, Clock.systemUTC());
    }

    public static OidcTokens clientCredentials(
            URI issuer, String clientId, String secret, String scope, HttpClient http) {
        var form = Map.of(
                "grant_type", "client_credentials", "client_id", clientId, "client_secret", secret, "scope", scope);
        return new OidcTokens(issuer, form, http, Clock.systemUTC());
    }

    @Override
    public synchronized String get() {
        if (!clock.instant().isBefore(renewAt)) {
            JsonNode answer = fetch();
            current = answer.path("access_token").asString();
            renewAt = clock.instant()
                    .plusSeconds(answer.path("expires_in").asLong(60))
                    .minus(SPARE);
        }
        return current;
    }

    private JsonNode fetch() {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new ProblemException(Problem.bare(response.statusCode()), null);
            }
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("token endpoint " + endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for a token", e));
        }
    }
}
