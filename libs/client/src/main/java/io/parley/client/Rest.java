package io.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One HTTP exchange: adds the token, reads JSON, turns every answer of 400 and above into a [ProblemException].
final class Rest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI base;
    private final Supplier<String> token;
    private final HttpClient http;

    Rest(URI base, Supplier<String> token, HttpClient http) {
        this.base = base;
        this.token = token;
        this.http = http;
    }

    JsonNode get(String path) {
        return json(call("GET", path, null));
    }

    JsonNode post(String path, Object body) {
        return json(call("POST", path, body));
    }

    JsonNode put(String path, Object body) {
        return json(call("PUT", path, body));
    }

    JsonNode patch(String path, Object body) {
        return json(call("PATCH", path, body));
    }

    JsonNode delete(String path) {
        return json(call("DELETE", path, null));
    }

    /// Sends bytes as they are, and without a time limit of its own: the line may be slow.
    JsonNode putBytes(String path, String contentRange, HttpRequest.BodyPublisher body) {
        return json(checked(exchange(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Range", contentRange)
                .PUT(body)
                .build())));
    }

    /// The answer's body as it comes; the caller closes it.
    ///
    /// @param headers name, value, name, value …
    HttpResponse<InputStream> stream(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        HttpResponse<InputStream> response = exchange(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() < 400) {
            return response;
        }
        throw refusal(response, read(response.body()));
    }

    private static byte[] read(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token.get());
    }

    byte[] bytes(String path) {
        return call("GET", path, null).body();
    }

    String text(String path) {
        return new String(bytes(path), UTF_8);
    }

    private HttpResponse<byte[]> call(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(path)
                .timeout(TIMEOUT)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return checked(exchange(request.build()));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        return exchange(request, BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for an answer", e));
        }
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> response) {
        if (response.statusCode() < 400) {
            return response;
        }
        throw refusal(response, response.body());
    }

    private static ProblemException refusal(HttpResponse<?> response, byte[] body) {
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
        return new ProblemException(problem(response, body), retryAfter);
    }

    private static Problem problem(HttpResponse<?> response, byte[] body) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("");
        if (!mediaType.startsWith("application/problem+json")) {
            return Problem.bare(response.statusCode());
        }
        try {
            return Json.MAPPER.readValue(body, Problem.class);
        } catch (JacksonException e) {
            return Problem.bare(response.statusCode());
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return response.body().length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(response.body());
    }
}
