package io.parley.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/// Values of the chart as maps.
final class Values {

    private Values() {}

    static Map<String, Object> of(Path file) {
        try {
            return yaml(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Map<String, Object> example(String name) {
        return of(Chart.FOLDER.resolve("examples/" + name + ".yaml"));
    }

    static Map<String, Object> yaml(String text) {
        Map<String, Object> read = new Yaml().load(text);
        return read == null ? Map.of() : read;
    }

    /// Maps into maps; everything else replaces what was there.
    static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> merged.merge(key, value, Values::mergeOne));
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static Object mergeOne(Object below, Object above) {
        return below instanceof Map<?, ?> && above instanceof Map<?, ?>
                ? merge((Map<String, Object>) below, (Map<String, Object>) above)
                : above;
    }
}
