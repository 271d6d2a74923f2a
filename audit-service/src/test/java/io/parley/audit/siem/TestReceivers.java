package io.parley.audit.siem;

import io.parley.testing.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/// What stands outside of a running service in its tests: a receiver of each kind.
public final class TestReceivers {

    static final String TOPIC = "siem.test";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String AUTHORIZATION = "Collector 7";

    private static final Path FOLDER = folder();
    private static final TestCertificates CERTIFICATES = TestCertificates.in(FOLDER);
    static final WebhookReceiver WEBHOOK = WebhookReceiver.start(CERTIFICATES.serverContext());
    static final SyslogReceiver SYSLOG = SyslogReceiver.start(CERTIFICATES.serverContext());

    private TestReceivers() {}

    public static void configure(DynamicPropertyRegistry properties) {
        String prefix = "parley.audit.siem.";
        properties.add("spring.ssl.bundle.pem.siem.truststore.certificate", CERTIFICATES::certificate);
        properties.add(prefix + "every", () -> "100ms");
        properties.add(prefix + "timeout", () -> "3s");
        properties.add(prefix + "lease", () -> "10s");
        properties.add(prefix + "first-retry", () -> "20ms");
        properties.add(prefix + "longest-retry", () -> "200ms");
        properties.add(prefix + "batch", () -> "7");
        properties.add(prefix + "receivers.soc.webhook.url", () -> "https://localhost:" + WEBHOOK.port() + "/in/t0ken");
        properties.add(prefix + "receivers.soc.webhook.bundle", () -> "siem");
        properties.add(prefix + "receivers.soc.webhook.secret-file", () -> file("secret", SECRET));
        properties.add(prefix + "receivers.soc.webhook.authorization-file", () -> file("header", AUTHORIZATION));
        properties.add(prefix + "receivers.logs.syslog.host", () -> "localhost");
        properties.add(prefix + "receivers.logs.syslog.port", SYSLOG::port);
        properties.add(prefix + "receivers.logs.syslog.bundle", () -> "siem");
        properties.add(prefix + "receivers.lake.kafka.topic", () -> TOPIC);
    }

    private static String file(String name, String content) {
        try {
            return Files.writeString(FOLDER.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("siem");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
