package io.parley.audit;

import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What surrounds a running audit-service in a test: its address, the people who ask, the services that record.
public final class AuditRegion {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    public AuditRegion(int port) {
        this.port = port;
    }

    public static void record(AuditRecorded.Builder event) {
        TestPeople.send(
                Topics.AUDIT_RECORDED,
                event.getEventId().toByteArray(),
                event.build().toByteArray());
    }

    public static String token(String userName, String... roles) {
        return TestIssuer.shared().person(userName, roles);
    }

    public HttpResponse<String> get(String path, @Nullable String token) {
        return send(path, token, HttpResponse.BodyHandlers.ofString());
    }

    public String address(String path) {
        return "http://localhost:" + port + path;
    }

    public HttpResponse<String> post(String path, String token, String body) {
        var publisher = HttpRequest.BodyPublishers.ofString(body);
        return send(
                request(path, token).header("Content-Type", "application/json").POST(publisher),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> delete(String path, String token) {
        return send(request(path, token).DELETE(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(String path) {
        return send(path, null, HttpResponse.BodyHandlers.ofByteArray());
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /// Until the event can be found; also until the people registry has reached the service.
    public void awaitEvent(UUID id, String token) {
        await().atMost(PATIENCE)
                .until(() -> get("/v1/audit/events/" + id + "/proof", token).statusCode() == 200);
    }

    public static UUID id() {
        return Ids.next();
    }

    private <T> HttpResponse<T> send(String path, @Nullable String token, HttpResponse.BodyHandler<T> body) {
        return send(request(path, token), body);
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(URI.create(address(path)));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
