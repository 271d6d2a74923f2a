package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ContentTest {

    private final JsonMapper json = JsonMapper.shared();

    @Test
    void neverPrintsWhatItSays() {
        assertThat(Content.text("我家在上海东边")).hasToString("[redacted]");
        assertThat(Message.of(null, 1, Content.text("secret")).toString()).doesNotContain("secret");
    }

    @Test
    void keepsATypeItDoesNotKnow() {
        String card = "{\"type\":\"com.example.card\",\"rows\":[1,{\"a\":null}]}";

        assertThat(json.readTree(json.writeValueAsString(json.readValue(card, Content.class))))
                .isEqualTo(json.readTree(card));
    }

    @Test
    void needsAType() {
        assertThatThrownBy(() -> json.readValue("{\"text\":\"x\"}", Content.class))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
