package io.parley.chart;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks into nested YAML.
final class Yamls {

    private Yamls() {}

    static String at(String text, String... path) {
        @Nullable Object here = Values.yaml(text);
        for (String step : path) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return String.valueOf(here);
    }
}
