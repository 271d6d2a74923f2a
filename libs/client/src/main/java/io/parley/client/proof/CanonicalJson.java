package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// JSON in the one form of RFC 8785: no white space, members by UTF-16 order, shortest escapes. Numbers must be
/// integers;
/// audit bodies have no others.
final class CanonicalJson {

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    static byte[] bytes(JsonNode node) {
        var json = new CanonicalJson();
        json.value(node);
        return json.out.toString().getBytes(UTF_8);
    }

    private void value(JsonNode node) {
        if (node.isObject()) {
            object(node);
        } else if (node.isArray()) {
            array(node);
        } else if (node.isString()) {
            string(node.asString());
        } else if (node.isNumber() && !node.isIntegralNumber()) {
            throw new ProofException("body: a fraction (expected: integers only)");
        } else {
            out.append(node);
        }
    }

    private void object(JsonNode node) {
        var members = new TreeMap<String, JsonNode>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        char before = '{';
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            out.append(before);
            string(member.getKey());
            out.append(':');
            value(member.getValue());
            before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void array(JsonNode node) {
        char before = '[';
        for (JsonNode element : node) {
            out.append(before);
            value(element);
            before = ',';
        }
        out.append(node.isEmpty() ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        text.chars().forEach(c -> character((char) c));
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
    }
}
