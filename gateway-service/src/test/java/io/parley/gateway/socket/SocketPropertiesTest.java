package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SocketPropertiesTest {

    @Test
    void hasUsefulDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SocketProperties(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        DataSize.ofKilobytes(256),
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(10),
                        256,
                        64,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10)));
    }

    @Test
    void takesEverySettingByName() {
        assertThat(bind(Map.of(
                        "parley.gateway.socket.hello-within", "1s",
                        "parley.gateway.socket.heartbeat", "2s",
                        "parley.gateway.socket.max-frame", "3KB",
                        "parley.gateway.socket.max-pending", "4KB",
                        "parley.gateway.socket.max-unwritable", "5s",
                        "parley.gateway.socket.max-in-flight", "6",
                        "parley.gateway.socket.back-fills", "7",
                        "parley.gateway.socket.receipts-every", "8ms",
                        "parley.gateway.socket.alive-every", "9s")))
                .isEqualTo(new SocketProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        DataSize.ofKilobytes(3),
                        DataSize.ofKilobytes(4),
                        Duration.ofSeconds(5),
                        6,
                        7,
                        Duration.ofMillis(8),
                        Duration.ofSeconds(9)));
    }

    private static SocketProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("parley.gateway.socket", SocketProperties.class);
    }
}
