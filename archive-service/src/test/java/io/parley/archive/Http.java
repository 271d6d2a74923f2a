package io.parley.archive;

import io.parley.contracts.PersonId;
import io.parley.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls of one person or service.
final class Http {

    private static final PersonId NOBODY = new PersonId(new UUID(0, 0));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String base;
    private final String token;
    private final PersonId id;

    private final String name;

    Http(int port, PersonId id, String userName, String... roles) {
        this("http://localhost:" + port, id, userName, TestIssuer.shared().person(userName, roles));
    }

    private Http(String base, PersonId id, String name, String token) {
        this.base = base;
        this.id = id;
        this.name = name;
        this.token = token;
    }

    /// The same person in other roles.
    Http as(String... roles) {
        return new Http(base, id, name, TestIssuer.shared().person(name, roles));
    }

    /// Another service's calls.
    static Http service(int port, String scopes) {
        return new Http(
                "http://localhost:" + port,
                NOBODY,
                "consent-service",
                TestIssuer.shared().service("consent-service", scopes));
    }

    /// The calls of an outside client.
    static Http client(int port, String clientId, String scopes) {
        return new Http(
                "http://localhost:" + port,
                NOBODY,
                clientId,
                TestIssuer.shared().service(clientId, scopes));
    }

    PersonId id() {
        return id;
    }

    record Answer(int status, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    Answer post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).POST(BodyPublishers.ofString(body)));
    }

    Answer put(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).PUT(BodyPublishers.ofString(body)));
    }

    /// The answer's body as it is; empty unless it is 200.
    byte[] bytes(String path) {
        HttpResponse<byte[]> response =
                exchange(HttpRequest.newBuilder(URI.create(base + path)).GET(), BodyHandlers.ofByteArray());
        return response.statusCode() == 200 ? response.body() : new byte[0];
    }

    /// A call whose answer need not be JSON.
    HttpResponse<byte[]> download(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(base + path)).GET(), BodyHandlers.ofByteArray());
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        request.header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
        try {
            return CLIENT.send(request.build(), body);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
