package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Alerts and dashboards ask for nothing that the services do not tell, and send nobody to a page that is not there.
class ObservabilityTest {

    private static final Path ALERTS = Chart.FOLDER.resolve("alerts/parley.yaml");
    private static final Path DASHBOARDS = Chart.FOLDER.resolve("dashboards");
    private static final Path DOCUMENT = Chart.ROOT.resolve("docs/metrics.md");

    private static final Pattern REGISTERED = Pattern.compile(
            "(?:counter|timer|gauge|summary|builder)\\(\\s*\"(parley\\.[a-z.]+)\"|METRIC = \"(parley\\.[a-z.]+)\"");
    private static final Pattern ASKED = Pattern.compile("\\bparley_[a-z_]+[a-z](?![a-z_]*=)");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(parley\\.[a-z.]+)`");
    private static final Pattern SUFFIX = Pattern.compile("(_seconds)?(_total|_bucket|_sum|_count|_max)$|_seconds$");

    /// Of Micrometer, of Kubernetes and of Prometheus itself.
    private static final Set<String> OTHERS = Set.of(
            "up",
            "cache_gets_total",
            "hikaricp_connections_active",
            "hikaricp_connections_pending",
            "http_server_requests_seconds_count",
            "jvm_memory_used_bytes",
            "kafka_consumer_fetch_manager_records_lag_max",
            "kubelet_volume_stats_available_bytes",
            "kubelet_volume_stats_capacity_bytes",
            "process_cpu_usage");

    @Test
    void everyAlertLeadsToARunbookThatIsThere() {
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String runbook = String.valueOf(annotations(alert).get("runbook_url"));
            assertThat(runbook).startsWith("docs/runbooks/");
            assertThat(Chart.ROOT.resolve(runbook)).as(runbook).isRegularFile();
        });
    }

    @Test
    void everyAlertSaysWhatIsWrongAndHowBad() {
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(annotations(alert)).containsKey("summary");
            assertThat(String.valueOf(alert.get("labels"))).containsAnyOf("critical", "warning");
        });
    }

    @Test
    void alertsAndDashboardsAskForMetricsThatTheCodeRegisters() {
        Set<String> asked = Stream.concat(
                        Stream.of(read(ALERTS)), files(DASHBOARDS, ".json").map(ObservabilityTest::read))
                .flatMap(text -> ASKED.matcher(text).results())
                .map(found -> found.group())
                .filter(name -> !name.equals("parley_io_region"))
                .map(name -> SUFFIX.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked)
                .hasSizeGreaterThan(20)
                .isSubsetOf(registered().stream()
                        .map(name -> SUFFIX.matcher(name.replace('.', '_')).replaceFirst(""))
                        .toList());
    }

    @Test
    void otherMetricsAreOfAKnownList() {
        Set<String> metrics = Stream.concat(
                        Stream.of(read(ALERTS)), files(DASHBOARDS, ".json").map(ObservabilityTest::read))
                .flatMap(text -> Pattern.compile(
                                "\\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\\b(?=\\{|\\[| [</>]|\\)\"|\\) [<>=])")
                        .matcher(text)
                        .results())
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("parley_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(metrics).isNotEmpty().isSubsetOf(OTHERS);
    }

    @Test
    void theDocumentNamesEveryMetricOfTheCodeAndNoOther() {
        Set<String> documented = DOCUMENTED
                .matcher(read(DOCUMENT))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(registered());
    }

    /// As they stand in the sources of services and platform.
    private static TreeSet<String> registered() {
        return Stream.concat(
                        Stream.of("gateway", "message", "presence", "archive", "consent", "audit")
                                .map(service -> service + "-service"),
                        Stream.of("libs/platform"))
                .flatMap(module -> files(Chart.ROOT.resolve(module).resolve("src/main/java"), ".java"))
                .flatMap(file -> REGISTERED.matcher(read(file)).results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() {
        var groups = (List<Map<String, Object>>) Values.of(ALERTS).get("groups");
        return groups == null
                ? List.of()
                : (List<Map<String, Object>>) groups.getFirst().getOrDefault("rules", List.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> annotations(Map<String, Object> alert) {
        return (Map<String, Object>) alert.getOrDefault("annotations", Map.of());
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
