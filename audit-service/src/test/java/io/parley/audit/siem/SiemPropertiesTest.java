package io.parley.audit.siem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SiemPropertiesTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SiemProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        200,
                        DataSize.ofMegabytes(1),
                        Map.of()));
    }

    @Test
    void fullMapping() {
        SiemProperties bound = bind(Map.ofEntries(
                Map.entry("every", "2s"),
                Map.entry("timeout", "3s"),
                Map.entry("lease", "9s"),
                Map.entry("first-retry", "4s"),
                Map.entry("longest-retry", "5s"),
                Map.entry("batch", "6"),
                Map.entry("bytes", "7KB"),
                Map.entry("receivers.soc.webhook.url", "https://siem.example/in?t=1"),
                Map.entry("receivers.soc.webhook.secret-file", "/s"),
                Map.entry("receivers.soc.webhook.authorization-file", "/a"),
                Map.entry("receivers.soc.webhook.bundle", "soc"),
                Map.entry("receivers.soc.from-beginning", "true"),
                Map.entry("receivers.logs.syslog.host", "logs.example"),
                Map.entry("receivers.logs.syslog.port", "1514"),
                Map.entry("receivers.lake.kafka.topic", "t"),
                Map.entry("receivers.lake.kafka.properties[bootstrap.servers]", "k:1")));

        assertThat(bound)
                .isEqualTo(new SiemProperties(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        6,
                        DataSize.ofKilobytes(7),
                        Map.of(
                                "soc",
                                new SiemProperties.Receiver(
                                        new SiemProperties.Webhook(
                                                URI.create("https://siem.example/in?t=1"),
                                                Path.of("/s"),
                                                Path.of("/a"),
                                                "soc"),
                                        null,
                                        null,
                                        true),
                                "logs",
                                new SiemProperties.Receiver(
                                        null, new SiemProperties.Syslog("logs.example", 1514, ""), null, false),
                                "lake",
                                new SiemProperties.Receiver(
                                        null,
                                        null,
                                        new SiemProperties.Kafka("t", Map.of("bootstrap.servers", "k:1")),
                                        false))));
    }

    @ParameterizedTest
    @CsvSource({
        "batch, 0, batch",
        "batch, 1001, batch",
        "lease, 20s, lease",
        "first-retry, 0s, first-retry",
        "receivers.soc.from-beginning, true, receivers",
        "receivers.Soc.syslog.host, x, receivers.Soc",
        "receivers.soc.webhook.url, http://siem.example, receivers.webhook.url",
        "receivers.soc.webhook.url, https://user:word@siem.example, receivers.webhook.url",
        "receivers.soc.webhook.url, file:/etc/passwd, receivers.webhook.url"
    })
    void refusesWhatCannotBe(String name, String value, String told) {
        assertThatThrownBy(() -> bind(Map.of(name, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageStartingWith("parley.audit.siem." + told);
    }

    /// Tokens of collectors often stand in the path.
    @Test
    void whatIsShownAndRecordedOfAReceiverHoldsNoPath() {
        SiemProperties properties = bind(Map.of(
                "receivers.soc.webhook.url", "https://siem.example:8443/hook/t0ken",
                "receivers.soc.webhook.secret-file", "/s"));
        Address address =
                Address.of("soc", requireNonNull(properties.receivers().get("soc")));

        assertThat(address.destination()).isEqualTo("https://siem.example:8443");
        assertThat(address.toString() + properties).doesNotContain("t0ken");
    }

    private static SiemProperties bind(Map<String, String> settings) {
        var prefixed = new java.util.HashMap<String, String>();
        settings.forEach((name, value) -> prefixed.put("parley.audit.siem." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("parley.audit.siem", SiemProperties.class);
    }
}
