package io.parley.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiMergeTest {

    private final JsonMapper json = JsonMapper.shared();
    private final JsonNode base = json.readTree("""
            {"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a/{id}":{"put":{"x":1}}},
            "components":{"schemas":{"Problem":{"type":"object"}}},"tags":[{"name":"B"}]}""");
    private final JsonNode other = json.readTree("""
            {"paths":{"/a/{id}":{"get":{"r":{"$ref":"#/components/schemas/View"}}},"/b":{"get":{}}},"tags":[{"name":"A"}],
            "components":{"schemas":{"View":{"type":"string"},"Problem":{"type":"object"}}}}""");
    private final JsonNode third = json.readTree("""
            {"paths":{"/c":{"get":{"r":{"$ref":"#/components/schemas/View"}}}},
            "components":{"schemas":{"View":{"type":"integer"}}}}""");

    @Test
    void bringsPathsSchemasAndTagsTogether() {
        JsonNode merged = json.readTree(merge(base, other, third));
        assertThat(merged.get("paths").propertyNames()).containsExactly("/a/{id}", "/b", "/c");
        assertThat(merged.at("/paths/~1a~1{id}").propertyNames()).containsExactly("get", "put");
        assertThat(merged.at("/tags/0/name").asString()).isEqualTo("A");
    }

    @Test
    void tellsSchemasOfOneNameApart() {
        JsonNode merged = json.readTree(merge(base, other, third));
        assertThat(merged.at("/components/schemas").propertyNames()).containsExactly("Problem", "ThirdView", "View");
        assertThat(merged.at("/paths/~1c/get/r/$ref").asString()).isEqualTo("#/components/schemas/ThirdView");
        assertThat(merged.at("/paths/~1a~1{id}/get/r/$ref").asString()).isEqualTo("#/components/schemas/View");
    }

    @Test
    void givesTheSameBytesEachTime() {
        assertThat(merge(base, other, third)).isEqualTo(merge(base, other, third));
    }

    private String merge(JsonNode own, JsonNode second, JsonNode last) {
        OpenApiMerge merge = new OpenApiMerge(json, own);
        merge.add("second", second);
        merge.add("third", last);
        return new String(merge.document(), StandardCharsets.UTF_8);
    }
}
