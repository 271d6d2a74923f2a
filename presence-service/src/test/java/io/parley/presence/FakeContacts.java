package io.parley.presence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.contracts.PersonId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// message-service as far as presence sees it: who shares a conversation.
public final class FakeContacts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<Set<String>> sharing = ConcurrentHashMap.newKeySet();
    private final HttpServer http;
    private volatile boolean answering = true;

    public FakeContacts() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        http.createContext("/internal/people/", this::contacts);
        http.start();
    }

    public String address() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    void share(PersonId one, PersonId other) {
        sharing.add(Set.of(one.toString(), other.toString()));
    }

    void answer(boolean on) {
        answering = on;
    }

    private void contacts(HttpExchange exchange) throws IOException {
        try (exchange) {
            String person = exchange.getRequestURI().getPath().split("/")[3];
            List<String> found = JSON.readTree(exchange.getRequestBody())
                    .get("personIds")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(other -> !other.equals(person) && sharing.contains(Set.of(person, other)))
                    .toList();
            byte[] body = JSON.writeValueAsBytes(found);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answering ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
