package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing flows that is not named, and everything that the code needs is named.
class NetworkTest {

    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final Pattern CALL = Pattern.compile("\\.create\\(\\s*\\w+\\.class,\\s*\"(\\w+)\"\\s*\\)");

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void everyPodIsClosedAndHasItsOwnList(Scenario scenario) {
        Manifests region = Chart.render(scenario.values());
        List<NetworkPolicy> policies = region.of(NetworkPolicy.class).toList();
        if (Yamls.at(new org.yaml.snakeyaml.Yaml().dump(scenario.values()), "networkPolicy", "enabled")
                .equals("false")) {
            assertThat(policies).isEmpty();
            return;
        }
        assertThat(policies)
                .allSatisfy(policy ->
                        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress"));
        assertThat(region.pods()).allSatisfy(pod -> {
            assertThat(selecting(policies, pod.labels())).anySatisfy(NetworkTest::assertDeniesAll);
            assertThat(selecting(policies, pod.labels())).hasSize(2);
        });
    }

    private static void assertDeniesAll(NetworkPolicy policy) {
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).isEmpty();
    }

    /// An empty list of peers means everybody, and `/0` everywhere: the other regions are there.
    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void noRuleIsOpenToAll(Scenario scenario) {
        assertThat(Chart.render(scenario.values()).of(NetworkPolicy.class)).allSatisfy(policy -> {
            assertThat(policy.getSpec().getEgress()).allSatisfy(rule -> {
                assertNarrow(rule.getTo());
                assertThat(rule.getPorts()).isNotEmpty();
            });
            assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> {
                assertNarrow(rule.getFrom());
                assertThat(rule.getPorts()).isNotEmpty();
            });
        });
    }

    private static void assertNarrow(List<NetworkPolicyPeer> peers) {
        assertThat(peers).isNotEmpty().allSatisfy(peer -> {
            if (peer.getIpBlock() != null) {
                assertThat(peer.getIpBlock().getCidr()).doesNotEndWith("/0");
            } else {
                assertThat(peer.getPodSelector() != null || peer.getNamespaceSelector() != null)
                        .isTrue();
            }
        });
    }

    /// Calls between services are found in their sources, so that a new one cannot be forgotten here.
    @ParameterizedTest
    @ValueSource(strings = {"message", "presence", "archive", "consent", "audit"})
    void allowsTheCallsThatTheCodeMakesAndNoOthers(String service) throws IOException {
        Set<String> called = new TreeSet<>(calls(Chart.ROOT.resolve(service + "-service/src/main/java")));
        if (!service.equals("consent")) {
            called.addAll(calls(Chart.ROOT.resolve("libs/platform/src/main/java")));
        }

        assertThat(allowed(service)).isEqualTo(called);
    }

    @Test
    void theGatewayReachesEveryService() {
        assertThat(allowed("gateway")).containsExactly("archive", "audit", "consent", "message", "presence");
    }

    private static Set<String> calls(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> CALL.matcher(read(file)).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Set<String> allowed(String service) {
        return egress(Values.example("eu"), service)
                .flatMap(rule -> rule.getTo().stream())
                .filter(peer -> peer.getPodSelector() != null && peer.getNamespaceSelector() == null)
                .map(peer -> peer.getPodSelector().getMatchLabels().get(COMPONENT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void onlyWhoNeedsThemReachesTheKeysAndTheFiles() {
        Map<String, Object> eu = Values.example("eu");
        String key = "10.30.4.0/24";
        String signing = "10.30.5.0/24";
        String files = "10.30.3.0/24";

        for (String service : List.of("gateway", "message", "presence", "archive", "consent", "audit")) {
            assertThat(blocks(eu, service).contains(key)).as(service).isEqualTo(service.equals("consent"));
            assertThat(blocks(eu, service).contains(signing))
                    .as(service)
                    .isEqualTo(List.of("archive", "audit").contains(service));
            assertThat(blocks(eu, service).contains(files))
                    .as(service)
                    .isEqualTo(List.of("message", "archive").contains(service));
        }
    }

    @Test
    void onlyAuditServiceReachesReceiversAndOnlyWhereThereAreAny() {
        Map<String, Object> eu = Values.example("eu");
        Map<String, Object> siem =
                Values.yaml("networkPolicy: {egress: {siem: {peers: [{ipBlock: {cidr: 10.9.9.9/32}}]}}}");
        Map<String, Object> webhook = Values.yaml(
                "siem: {receivers: {soc: {webhook: {url: 'https://siem.example/in', existingSecret: soc}}}}");
        Map<String, Object> topic = Values.yaml("siem: {receivers: {lake: {kafka: {topic: t}}}}");

        for (String service : List.of("gateway", "message", "presence", "archive", "consent", "audit")) {
            assertThat(blocks(Values.merge(Values.merge(eu, siem), webhook), service)
                            .contains("10.9.9.9/32"))
                    .as(service)
                    .isEqualTo(service.equals("audit"));
        }
        assertThat(blocks(Values.merge(Values.merge(eu, siem), topic), "audit")).doesNotContain("10.9.9.9/32");
    }

    @Test
    void onlyAuditServiceReachesWitnessesAndOnlyWhereThereAreAny() {
        Map<String, Object> open = Values.merge(
                Values.example("eu"),
                Values.yaml("networkPolicy: {egress: {witnesses: {peers: [{ipBlock: {cidr: 10.9.9.8/32}}]}}}"));
        Map<String, Object> witnesses = Values.merge(
                open,
                Values.yaml("witnesses: {list: {one: {url: 'https://witness.example',"
                        + " key: w.example+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2}}}"));

        for (String service : List.of("gateway", "message", "presence", "archive", "consent", "audit")) {
            assertThat(blocks(witnesses, service).contains("10.9.9.8/32"))
                    .as(service)
                    .isEqualTo(service.equals("audit"));
        }
        assertThat(blocks(open, "audit")).doesNotContain("10.9.9.8/32");
    }

    @Test
    void everyServiceReachesTheCollectorAndOnlyWhereThereIsOne() {
        Map<String, Object> eu = Values.merge(
                Values.example("eu"),
                Values.yaml("networkPolicy: {egress: {traces: {peers: [{ipBlock: {cidr: 10.9.9.8/32}}]}}}"));
        Map<String, Object> traced =
                Values.merge(eu, Values.yaml("traces: {endpoint: 'https://collector.example:4318/v1/traces'}"));

        for (String service : List.of("gateway", "message", "presence", "archive", "consent", "audit")) {
            assertThat(blocks(traced, service)).as(service).contains("10.9.9.8/32");
            assertThat(blocks(eu, service)).as(service).doesNotContain("10.9.9.8/32");
        }
    }

    @Test
    void aMigrationReachesItsDatabaseAndNothingElse() {
        assertThat(blocks(Values.example("eu"), "archive-migration")).containsExactly("10.30.0.0/24");
    }

    private static List<String> blocks(Map<String, Object> values, String component) {
        return egress(values, component)
                .flatMap(rule -> rule.getTo().stream())
                .filter(peer -> peer.getIpBlock() != null)
                .map(peer -> peer.getIpBlock().getCidr())
                .toList();
    }

    private static Stream<NetworkPolicyEgressRule> egress(Map<String, Object> values, String component) {
        return selecting(
                        Chart.render(values).of(NetworkPolicy.class).toList(),
                        Map.of(
                                "app.kubernetes.io/name",
                                "parley",
                                "app.kubernetes.io/instance",
                                Chart.RELEASE,
                                COMPONENT,
                                component))
                .stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream());
    }

    private static List<NetworkPolicy> selecting(List<NetworkPolicy> policies, Map<String, String> labels) {
        return policies.stream()
                .filter(policy -> labels.entrySet()
                        .containsAll(policy.getSpec()
                                .getPodSelector()
                                .getMatchLabels()
                                .entrySet()))
                .toList();
    }
}
