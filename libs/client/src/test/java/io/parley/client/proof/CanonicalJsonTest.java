package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {

    /// Members sort by UTF-16 code units (RFC 8785 §3.2.3), only what must be escaped is.
    @Test
    void writesTheOneForm() {
        String json =
                "{ \"b\" : [1, true, null, {}], \"a\" : \"\\u20ac$\\u000f\\nA'B\\\"\\\\\\/\", \"\\ud83d\\ude00\": [], \"\\ufb33\": -7 }";

        assertThat(canonical(json))
                .isEqualTo("{\"a\":\"€$\\u000f\\nA'B\\\"\\\\/\",\"b\":[1,true,null,{}],\"😀\":[],\"\ufb33\":-7}");
    }

    @Test
    void refusesFractions() {
        assertThatThrownBy(() -> canonical("{\"x\":1.5}")).isInstanceOf(ProofException.class);
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.bytes(JsonMapper.shared().readTree(json)), UTF_8);
    }
}
