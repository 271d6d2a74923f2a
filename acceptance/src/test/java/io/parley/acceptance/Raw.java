package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// HTTP without the SDK, to send what the SDK would not.
///
/// @param gateway all calls go there; without one each goes to the next
record Raw(
        @Nullable String token,
        Map<String, String> headers,
        @Nullable URI gateway) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Raw as(String token) {
        return new Raw(token, Map.of(), null);
    }

    static Raw anonymous() {
        return new Raw(null, Map.of(), null);
    }

    Raw with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Raw(token, more, gateway);
    }

    Raw at(URI one) {
        return new Raw(token, headers, one);
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, String body) {
        return call("POST", path, body);
    }

    Answer put(String path, String body) {
        return call("PUT", path, body);
    }

    Answer delete(String path) {
        return call("DELETE", path, null);
    }

    Answer call(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder((gateway == null ? Region.anyGateway() : gateway).resolve(path))
                .timeout(Duration.ofSeconds(40))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return new Answer(Region.HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method + " " + path, e);
        }
    }

    record Answer(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        byte[] bytes() {
            return response.body();
        }

        String text() {
            return new String(response.body(), UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        Answer hasStatus(int expected) {
            assertThat(status())
                    .as(response.request().method() + " "
                            + response.request().uri().getPath() + " answered " + text())
                    .isEqualTo(expected);
            return this;
        }

        /// A whole problem document: nothing that api.md promises is absent.
        Answer isProblem(int status, String code) {
            hasStatus(status);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("code").asString("")).as(text()).isEqualTo(code);
            assertThat(problem.path("type").asString("")).isEqualTo("urn:parley:problem:" + code);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asString("")).isNotBlank();
            assertThat(problem.path("detail").isString()).isTrue();
            assertThat(problem.path("traceId").asString("")).matches("[0-9a-f]{32}");
            return this;
        }

        Answer namesField(String field) {
            assertThat(json().path("violations")).as(text()).anySatisfy(violation -> {
                assertThat(violation.path("field").asString("")).isEqualTo(field);
                assertThat(violation.path("rule").asString("")).isNotBlank();
            });
            return this;
        }
    }
}
