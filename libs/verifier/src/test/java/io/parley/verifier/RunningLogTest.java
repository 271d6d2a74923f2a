package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that is served, by a server that is busy now and then.
class RunningLogTest {

    @TempDir
    Path served;

    @TempDir
    Path copy;

    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> said = new ArrayList<>();
    private HttpServer server;
    private String address;

    @BeforeEach
    void serve() throws Exception {
        new SignedLog(served).write(3000, true);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/audit/log/", exchange -> answer(exchange, "/v1/audit/log/"));
        server.createContext("/v1/audit/events/export", this::openings);
        server.start();
        address = "http://localhost:" + server.getAddress().getPort() + "/v1/audit/log";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isVerifiedWhereItRuns() throws IOException {
        VerifyLog.run(List.of(address + "/"), said::add);

        assertThat(said).anyMatch(line -> line.contains("all 3000 lead"));
    }

    @Test
    void isVerifiedWithItsEventsByAnAuditor() throws IOException {
        VerifyLog.run(List.of(address, "--token", "graces"), said::add);

        assertThat(said).anyMatch(line -> line.startsWith("events      3000 are"));
    }

    @Test
    void isCopiedAndVerifiedElsewhere() throws IOException {
        CopyLog.run(List.of(address, copy.toString(), "--token", "graces"), said::add);
        int first = calls.get();
        CopyLog.run(List.of(address, copy.toString()), said::add);
        assertThat(calls.get() - first).as("calls of the second copy").isLessThan(8);
        server.stop(0);

        VerifyLog.run(List.of(copy.toString()), said::add);

        assertThat(said)
                .contains("copied 3000 entries and 3000 events to " + copy)
                .anyMatch(line -> line.startsWith("events      3000 are"));
    }

    private void answer(HttpExchange exchange, String prefix) throws IOException {
        Path file = served.resolve(exchange.getRequestURI().getPath().substring(prefix.length()));
        if (calls.incrementAndGet() % 10 == 9) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            exchange.sendResponseHeaders(429, -1);
        } else if (Files.isRegularFile(file)) {
            send(exchange, Files.readAllBytes(file));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private void openings(HttpExchange exchange) throws IOException {
        boolean allowed = "Bearer graces".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && "format=openings".equals(exchange.getRequestURI().getQuery());
        send(exchange, allowed ? Files.readAllBytes(served.resolve(LogFolder.OPENINGS)) : "nobody".getBytes(UTF_8));
        exchange.close();
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
