package io.parley.message.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReceiptPropertiesTest {

    @Test
    void hasUsefulDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ReceiptProperties(32, Duration.ofSeconds(1)));
    }

    @Test
    void takesEverySettingByName() {
        assertThat(bind(Map.of("parley.receipts.detail-members", "5", "parley.receipts.counts-every", "7s")))
                .isEqualTo(new ReceiptProperties(5, Duration.ofSeconds(7)));
    }

    private static ReceiptProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("parley.receipts", ReceiptProperties.class);
    }
}
