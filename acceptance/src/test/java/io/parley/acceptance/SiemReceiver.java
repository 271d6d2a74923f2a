package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.parley.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A collector over HTTPS as an organisation may have one. It keeps what is signed (Standard Webhooks) and counts what
/// is not.
final class SiemReceiver implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    private final byte[] secret = new byte[SECRET_BYTES];
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger unsigned = new AtomicInteger();
    private final Path folder;
    private final TestCertificates certificates;
    private final HttpsServer server;
    private volatile boolean willing = true;

    private SiemReceiver(Path folder) throws IOException {
        this.folder = folder;
        new SecureRandom().nextBytes(secret);
        certificates = TestCertificates.in(folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/in", this::take);
        server.start();
    }

    static SiemReceiver start(Path folder) throws IOException {
        return new SiemReceiver(folder);
    }

    /// For audit-service, as environment variables. The bundle's stands in small letters because the local runner
    /// keeps a developer's own `SPRING_…` from the services.
    Map<String, String> settings() throws IOException {
        Path file = Files.writeString(
                folder.resolve("secret"), "whsec_" + Base64.getEncoder().encodeToString(secret));
        String receiver = "PARLEY_AUDIT_SIEM_RECEIVERS_ACCEPTANCE_WEBHOOK_";
        return Map.of(
                receiver + "URL",
                "https://localhost:" + server.getAddress().getPort() + "/in",
                receiver + "SECRETFILE",
                file.toString(),
                receiver + "BUNDLE",
                "acceptance",
                "PARLEY_AUDIT_SIEM_FIRSTRETRY",
                "100ms",
                "PARLEY_AUDIT_SIEM_LONGESTRETRY",
                "1s",
                "spring_ssl_bundle_pem_acceptance_truststore_certificate",
                certificates.certificate());
    }

    /// Whether it takes what it gets from now on, or answers 503.
    void takes(boolean all) {
        willing = all;
    }

    List<JsonNode> events() {
        return List.copyOf(events);
    }

    /// Seen for the first time, the indexes follow each other: in order, none left out, some perhaps again; and all of
    /// it signed.
    void gotAllInOrder() {
        List<Long> first = events.stream()
                .map(event -> event.at("/metadata/sequence").asLong())
                .distinct()
                .toList();
        assertThat(first)
                .isEqualTo(LongStream.rangeClosed(first.getFirst(), first.getLast())
                        .boxed()
                        .toList());
        assertThat(unsigned).hasValue(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!signed(exchange.getRequestHeaders(), body)) {
                unsigned.incrementAndGet();
                exchange.sendResponseHeaders(401, -1);
            } else if (willing) {
                keep(body);
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.sendResponseHeaders(503, -1);
            }
        }
    }

    private synchronized void keep(byte[] body) {
        JsonMapper.shared().readTree(body).values().forEach(events::add);
    }

    private boolean signed(Headers headers, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + ".")
                    .getBytes(UTF_8));
            String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            return MessageDigest.isEqual(
                    expected.getBytes(UTF_8),
                    String.valueOf(headers.getFirst("webhook-signature")).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
