package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.gateway.region.GatewayTest;
import io.parley.testing.FrameSocket;
import io.parley.testing.TestCertificates;
import io.parley.testing.TestHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The gateway as the chart runs it: TLS on both of its ports, and to the services behind it.
@Import(TransportIT.Behind.class)
class TransportIT extends GatewayTest {

    private static final TestCertificates CERTIFICATES = certificates();

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    /// Services behind the gateway, and what only looks like one, reached through the client that all routes share.
    @TestConfiguration(proxyBeanMethods = false)
    static class Behind {

        @Bean
        RouteLocator neighboursOverTls(RouteLocatorBuilder builder) {
            String known = serving(TestHttp.start(CERTIFICATES), "known");
            String stranger = serving(TestHttp.start(certificates()), "stranger");
            String plain = serving(TestHttp.start(), "plain");
            return builder.routes()
                    .route(to -> to.path("/v1/trial/known").uri(known))
                    .route(to -> to.path("/v1/trial/stranger").uri(stranger))
                    .route(to -> to.path("/v1/trial/misnamed").uri(known.replace("localhost", "127.0.0.1")))
                    .route(to -> to.path("/v1/trial/plain").uri(plain.replace("http:", "https:")))
                    .build();
        }

        private static String serving(TestHttp server, String name) {
            server.json("/", _ -> {
                ASKED.add(name);
                return "\"" + name + "\"";
            });
            return server.address();
        }
    }

    @LocalManagementPort
    int managementPort;

    private final HttpClient http =
            HttpClient.newBuilder().sslContext(CERTIFICATES.clientContext()).build();

    private static TestCertificates certificates() {
        try {
            return TestCertificates.in(Files.createTempDirectory("certificates"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @DynamicPropertySource
    static void secured(DynamicPropertyRegistry registry) {
        registry.add("spring.ssl.bundle.pem.services.keystore.certificate", CERTIFICATES::certificate);
        registry.add("spring.ssl.bundle.pem.services.keystore.private-key", CERTIFICATES::key);
        registry.add("spring.ssl.bundle.pem.services.truststore.certificate", CERTIFICATES::certificate);
        registry.add("server.ssl.bundle", () -> "services");
        registry.add("management.server.ssl.bundle", () -> "services");
        registry.add("spring.cloud.gateway.server.webflux.httpclient.ssl.ssl-bundle", () -> "services");
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return get(port, path, token);
    }

    private HttpResponse<String> get(int at, String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + at + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void opensASocketOverTls() {
        Someone alice = someone();
        try (var socket = new SecureSocket(http, port, alice.token())) {
            assertThat(socket.hello("device", Map.of()).get("personId").asString())
                    .isEqualTo(alice.id().toString());
        }
    }

    private static final class SecureSocket extends FrameSocket {

        SecureSocket(HttpClient http, int port, String token) {
            super(
                    http,
                    URI.create("wss://localhost:" + port + "/v1/socket"),
                    Map.of("Authorization", "Bearer " + token),
                    "parley.v1.json");
        }
    }

    @Test
    void tellsItsHealthAndMetricsOverTls() throws Exception {
        assertThat(get(managementPort, "/actuator/health/liveness", "").statusCode())
                .isEqualTo(200);
        assertThat(get(managementPort, "/actuator/prometheus", "").body()).contains("parley_sockets");
    }

    @Test
    void asksServicesWhoseAuthorityItKnows() throws Exception {
        assertThat(get("/v1/trial/known", someone().token()).body()).isEqualTo("\"known\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "misnamed", "plain"})
    void asksNobodyOfAnotherAuthorityOrNameOrInClear(String neighbour) throws Exception {
        ASKED.clear();

        assertThat(get("/v1/trial/" + neighbour, someone().token()).statusCode())
                .isEqualTo(503);
        assertThat(ASKED).isEmpty();
    }

    @Test
    void speaksToNobodyWhoDoesNotKnowTheAuthority() {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/openapi.json"))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void tellsBrowsersToBeCareful() throws Exception {
        var headers = get("/v1/archive/holds", someone().token()).headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
