package io.parley.consent.leaver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands where message-service would: answers departures as a test says, also with failures.
final class Neighbour {

    record Call(String path, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile int remaining;

    Neighbour() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/people", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                calls.add(new Call(exchange.getRequestURI().getPath(), body));
                byte[] answer = ("{\"removed\":2,\"remaining\":" + remaining + "}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void answers(int newStatus, int nowRemaining) {
        status = newStatus;
        remaining = nowRemaining;
    }

    List<Call> callsFor(String person) {
        return calls.stream().filter(call -> call.path().contains(person)).toList();
    }
}
