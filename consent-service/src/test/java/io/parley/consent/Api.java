package io.parley.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Calls the service with one token.
public final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final String token;

    public Api(int port, String token) {
        this.port = port;
        this.token = token;
    }

    public record Answer(int status, JsonNode body, HttpHeaders headers) {

        public Answer is(int expected) {
            assertThat(status).as(() -> body.toString()).isEqualTo(expected);
            return this;
        }

        /// Refused, for the reason that this code of the contract stands for.
        public Answer refused(int expected, String code) {
            assertThat(is(expected).body().path("code").asString()).isEqualTo(code);
            return this;
        }

        /// Refused as breaking a rule, and this field is named.
        public void breaksRule(String field) {
            JsonNode violations = refused(422, "rule-violated").body().path("violations");
            assertThat(violations.path(0).path("field").asString()).isEqualTo(field);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, JSON.writeValueAsString(body), headers);
    }

    public Answer put(String path, Object body, String... headers) {
        return send("PUT", path, JSON.writeValueAsString(body), headers);
    }

    public Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
        HttpResponse<byte[]> response =
                exchange(request.headers(all.toArray(String[]::new)).build());
        JsonNode json = response.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), json, response.headers());
    }

    private static HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(request.uri() + ": no answer", e);
        }
    }
}
