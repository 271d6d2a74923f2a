package io.parley.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// A small HTTP server for the neighbours a service's test needs.
public final class TestHttp {

    private final HttpServer server;

    private TestHttp(HttpServer server) {
        this.server = server;
    }

    public static TestHttp start() {
        try {
            return serving(HttpServer.create(anyPort(), 0));
        } catch (IOException failed) {
            throw new UncheckedIOException("test server did not start", failed);
        }
    }

    /// Over TLS.
    public static TestHttp start(TestCertificates certificates) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
            return serving(server);
        } catch (IOException failed) {
            throw new UncheckedIOException("test server did not start", failed);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static TestHttp serving(HttpServer server) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new TestHttp(server);
    }

    public String address() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort();
    }

    /// Answers 200 with JSON made from the request body, on this path and below it.
    public void json(String path, UnaryOperator<String> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                send(exchange, answer.apply(body).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /// Answers as it likes, on this path and below it.
    public void handle(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    public void stop() {
        server.stop(0);
    }
}
