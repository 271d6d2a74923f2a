package io.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds a query string, leaving absent values out.
final class Query {

    private final StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");

    Query with(String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + URLEncoder.encode(value.toString(), UTF_8));
        }
        return this;
    }

    Query with(String name, Collection<?> values) {
        return values.isEmpty()
                ? this
                : with(name, (Object) values.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
