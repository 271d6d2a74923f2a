package io.parley.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The one JSON mapper: unknown fields are ignored, absent numbers are zero.
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    static <T> T as(JsonNode node, Class<T> type) {
        return MAPPER.treeToValue(node, type);
    }

    /// A list comes as `{items, nextCursor}`, a few short ones as a bare array.
    static <T> Page<T> page(JsonNode node, Class<T> type) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : node.isArray() ? node : node.path("items")) {
            items.add(as(item, type));
        }
        JsonNode next = node.path("nextCursor");
        return new Page<>(items, next.isNull() || next.isMissingNode() ? null : next.asString());
    }
}
