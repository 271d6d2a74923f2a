package io.parley.audit.event;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.event.CanonicalJson.Fields;
import io.parley.audit.event.CanonicalJson.Text;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {

    /// The string of RFC 8785 §3.2.2.
    @Test
    void writesTheStringOfTheStandard() {
        assertThat(CanonicalJson.of(new Text("\u20ac$\17\nA'B\"\\\\\"/")))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    /// The names of RFC 8785 §3.2.3, in the order that it gives.
    @Test
    void sortsNamesAsTheStandardDoes() {
        var fields = Stream.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")
                .collect(toMap(name -> name, CanonicalJsonTest::nameOf));

        assertThat(CanonicalJson.of(new Fields(fields)))
                .isEqualTo(Stream.of("\\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33")
                        .map(name -> "\"" + name + "\":\"x\"")
                        .collect(joining(",", "{", "}")));
    }

    @Test
    void nestsObjects() {
        var inner = new Fields(Map.of("b", new Text("2"), "a", new Text("1")));

        assertThat(CanonicalJson.of(new Fields(Map.of("o", inner, "e", new Fields(Map.of())))))
                .isEqualTo("{\"e\":{},\"o\":{\"a\":\"1\",\"b\":\"2\"}}");
    }

    @Property
    void anyTextIsReadBackByAnotherParser(@ForAll String text) {
        assertThat(JsonMapper.shared().readValue(CanonicalJson.of(new Text(text)), String.class))
                .isEqualTo(text);
    }

    private static CanonicalJson.Value nameOf(String name) {
        return new Text("x");
    }
}
