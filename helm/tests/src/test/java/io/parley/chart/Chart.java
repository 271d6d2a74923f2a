package io.parley.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.yaml.snakeyaml.Yaml;

/// The chart as Helm itself sees it; Helm's library is inside the test's JVM.
final class Chart {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("helm/parley");
    static final String RELEASE = "p";
    static final String NAMESPACE = "parley";

    private static final boolean LOADED = loads();
    private static final Path WITH_HOOKS = withHooks();
    private static final Map<Map<String, Object>, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /// There is no Helm library for every machine; where it does not load the tests are skipped and counted so.
    private static boolean loads() {
        try {
            Helm.version().call();
            return true;
        } catch (LinkageError | RuntimeException noLibrary) {
            System.err.println("Helm's library does not load here, chart tests are skipped: " + noLibrary);
            return false;
        }
    }

    static Manifests render(Map<String, Object> values) {
        return RENDERED.computeIfAbsent(values, given -> new Manifests(parse(template(given))));
    }

    /// This library leaves hooks out of what it renders. In the copy they are manifests like all others.
    private static Path withHooks() {
        try {
            Path copy = Files.createTempDirectory("chart");
            copyTo(copy);
            for (String template : List.of("templates/_lib/_migration.tpl", "templates/tests/region.yaml")) {
                Path file = copy.resolve(template);
                Files.writeString(file, Files.readString(file).replaceAll("(?m)^ +helm\\.sh/hook.*\n", ""));
            }
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copyTo(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /// What Helm says no with.
    static String refusal(Map<String, Object> values) {
        try {
            template(values);
        } catch (RuntimeException refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError("rendered (expected: a refusal)");
    }

    private static String template(Map<String, Object> values) {
        Assumptions.assumeTrue(LOADED, "Helm's library does not load on this machine");
        try {
            Path file = Files.createTempFile("values", ".yaml");
            Files.writeString(file, new Yaml().dump(values));
            try {
                return new Helm(WITH_HOOKS)
                        .template()
                        .withName(RELEASE)
                        .withNamespace(NAMESPACE)
                        .withKubeVersion("1.33.0")
                        .withValuesFile(file)
                        .call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Lint takes no values, so it gets a copy of the chart whose defaults they are.
    static LintResult lint(Map<String, Object> values, Path scratch) throws IOException {
        Assumptions.assumeTrue(LOADED, "Helm's library does not load on this machine");
        copyTo(scratch);
        Files.writeString(
                scratch.resolve("values.yaml"),
                new Yaml().dump(Values.merge(Values.of(FOLDER.resolve("values.yaml")), values)));
        return new Helm(scratch).lint().strict().call();
    }

    private static List<HasMetadata> parse(String rendered) {
        List<HasMetadata> all = new ArrayList<>();
        for (String document : rendered.split("(?m)^---\\s*$")) {
            if (!document.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
                HasMetadata read = Serialization.unmarshal(document);
                all.add(read);
            }
        }
        return all;
    }
}
