package io.parley.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.region.ParleyProperties.LinkBy;
import io.parley.testing.TestCertificates;
import io.parley.testing.TestHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;

/// Calls and token requests over TLS to neighbours whose authority only an SSL bundle knows.
class ServiceTransportTest {

    interface Neighbour {

        @GetExchange("/internal/answer")
        String answer();
    }

    private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
    private final AtomicInteger asked = new AtomicInteger();
    private TestHttp neighbour;

    @BeforeEach
    void start(@TempDir Path ours, @TempDir Path strange) throws Exception {
        TestCertificates certificates = TestCertificates.in(ours);
        bundles.registerBundle("services", trusting(certificates));
        bundles.registerBundle("strangers", trusting(TestCertificates.in(Files.createTempDirectory(strange, "x"))));
        neighbour = TestHttp.start(certificates);
        neighbour.json(
                "/protocol/token", _ -> "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        neighbour.json("/internal/answer", this::answer);
    }

    @AfterEach
    void stop() {
        neighbour.stop();
    }

    @Test
    void fetchesATokenAndCallsWhereTheBundleKnowsTheAuthority() {
        assertThat(calling("services", "services").answer()).isEqualTo("\"yes\"");
    }

    @Test
    void callsNobodyWhoseAuthorityIsUnknown() {
        assertUnavailable(calling("strangers", "services"));
        assertUnavailable(calling("", "services"));
    }

    @Test
    void givesItsSecretToNoIssuerWhoseAuthorityIsUnknown() {
        assertUnavailable(calling("services", "strangers"));
        assertUnavailable(calling("services", ""));
    }

    @Test
    void callsNobodyWhoseCertificateIsForAnotherName() {
        assertUnavailable(calling(URI.create(neighbour.address().replace("localhost", "127.0.0.1")), "services"));
        assertThat(asked).hasValue(0);
    }

    @Test
    void callsNobodyWhoAnswersInClear() {
        TestHttp plain = TestHttp.start();
        try {
            plain.json("/internal/answer", this::answer);
            assertUnavailable(calling(URI.create(plain.address().replace("http:", "https:")), "services"));
            assertThat(asked).hasValue(0);
        } finally {
            plain.stop();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsOfOneWhoIsDown() throws Exception {
        try (var broken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (Socket call = broken.accept()) {
                    call.getInputStream().read();
                    call.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nyes"
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            assertUnavailable(calling(URI.create("http://localhost:" + broken.getLocalPort()), "services"));
        }
    }

    private String answer(String request) {
        asked.incrementAndGet();
        return "\"yes\"";
    }

    private static void assertUnavailable(Neighbour neighbour) {
        assertThatThrownBy(neighbour::answer)
                .isInstanceOfSatisfying(
                        DomainException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /// The issuer is the neighbour that can be trusted.
    private Neighbour calling(URI at, String services) {
        return calling(at, services, "services");
    }

    private Neighbour calling(String services, String issuer) {
        return calling(URI.create(neighbour.address()), services, issuer);
    }

    private Neighbour calling(URI at, String services, String issuerBundle) {
        URI issuer = URI.create(neighbour.address());
        var properties = new ParleyProperties(
                "message",
                "eu",
                "",
                new ParleyProperties.Oidc(
                        issuer,
                        "message-service",
                        "secret",
                        LinkBy.USER_NAME,
                        issuer.resolve("/protocol/token"),
                        null,
                        "",
                        issuerBundle),
                Map.of("consent", at),
                Map.of(),
                new ParleyProperties.Topics(3, (short) 1),
                new ParleyProperties.Security(List.of(), List.of()),
                new ParleyProperties.Tls(services));
        var trusted = new TrustedRequests(bundles);
        return new ServiceClients(RestClient.builder(), new ServiceTokens(properties, trusted), properties, trusted)
                .create(Neighbour.class, "consent");
    }

    private static SslBundle trusting(TestCertificates certificates) {
        return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(certificates.certificate())));
    }
}
