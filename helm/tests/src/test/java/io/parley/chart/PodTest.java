package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.parley.chart.Manifests.PodOf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every pod: services, migrations, Helm's test.
class PodTest {

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void runsAsNobodyInParticularAndCannotBecomeMore(Scenario scenario) {
        each(scenario, pod -> {
            assertThat(pod.spec().getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.spec().getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.spec().getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.spec().getHostNetwork()).isNull();
            assertThat(pod.spec().getHostPID()).isNull();
            assertThat(containers(pod)).isNotEmpty().allSatisfy(PodTest::assertConfined);
        });
    }

    private static void assertConfined(Container container) {
        SecurityContext confined = container.getSecurityContext();
        assertThat(confined.getAllowPrivilegeEscalation()).isFalse();
        assertThat(confined.getPrivileged()).isFalse();
        assertThat(confined.getRunAsNonRoot()).isTrue();
        assertThat(confined.getReadOnlyRootFilesystem()).isTrue();
        assertThat(confined.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(confined.getCapabilities().getAdd()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void hasNoTokenForTheClusterAndNoFolderOfTheNode(Scenario scenario) {
        each(scenario, pod -> {
            assertThat(pod.spec().getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.spec().getVolumes())
                    .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
        });
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void saysWhatItNeedsAndWhatItMayTake(Scenario scenario) {
        each(
                scenario,
                pod -> assertThat(containers(pod)).allSatisfy(container -> {
                    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                    assertThat(container.getResources().getLimits()).containsKeys("memory", "ephemeral-storage");
                }));
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void mountsEveryVolumeAndWritesOnlyToTmpAndFiles(Scenario scenario) {
        each(scenario, pod -> {
            assertThat(pod.container().getVolumeMounts())
                    .extracting(mount -> mount.getName())
                    .containsExactlyInAnyOrderElementsOf(pod.spec().getVolumes().stream()
                            .map(volume -> volume.getName())
                            .toList());
            assertThat(pod.container().getVolumeMounts())
                    .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                    .extracting(mount -> mount.getName())
                    .isSubsetOf("tmp", "files");
        });
    }

    /// Secrets come as files: a variable shows in the process list's environment and in crash reports.
    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void getsNoSecretAsVariableOrArgument(Scenario scenario) {
        each(
                scenario,
                pod -> assertThat(containers(pod)).allSatisfy(container -> {
                    assertThat(container.getEnvFrom()).isEmpty();
                    assertThat(container.getEnv())
                            .allSatisfy(variable ->
                                    assertThat(variable.getValueFrom()).isNull());
                }));
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void aServiceIsProbedOnItsManagementPortAndEndsGently(Scenario scenario) {
        for (PodOf pod : Chart.render(scenario.values()).services()) {
            Container container = pod.container();
            assertProbe(container.getStartupProbe(), "liveness");
            assertProbe(container.getLivenessProbe(), "liveness");
            assertProbe(container.getReadinessProbe(), "readiness");
            long preStop = container.getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(preStop).isPositive();
            assertThat(pod.spec().getTerminationGracePeriodSeconds())
                    .isGreaterThan(preStop + drainSeconds(scenario, pod.component()));
            assertThat(pod.spec().getTopologySpreadConstraints()).isNotEmpty();
        }
    }

    /// A cluster that keeps nodes for this region, or pulls only with a password, does so for migrations and the test
    /// too.
    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void runsOnTheNodesAndFromTheRegistryThatAllRunOn(Scenario scenario) {
        PodOf service = Chart.render(scenario.values()).services().getFirst();
        each(scenario, pod -> {
            assertThat(pod.spec().getNodeSelector()).isEqualTo(service.spec().getNodeSelector());
            assertThat(pod.spec().getTolerations()).isEqualTo(service.spec().getTolerations());
            assertThat(pod.spec().getImagePullSecrets())
                    .isEqualTo(service.spec().getImagePullSecrets());
        });
    }

    private static void assertProbe(Probe probe, String group) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo("/actuator/health/" + group);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
    }

    private static long drainSeconds(Scenario scenario, String service) {
        String configured = Chart.render(scenario.values()).configuration(service);
        String phase = Yamls.at(configured, "spring", "lifecycle", "timeout-per-shutdown-phase");
        return Long.parseLong(phase.replace("s", ""));
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void onlyMigrationsHaveTheOwnersPasswordUnlessServicesMigrateThemselves(Scenario scenario) {
        Manifests region = Chart.render(scenario.values());
        boolean byJob = region.pods().stream().anyMatch(pod -> pod.component().endsWith("-migration"));

        Set<String> withOwner = new TreeSet<>(region.pods().stream()
                .filter(pod -> pod.files("secrets").contains("PARLEY_DB_OWNER_PASSWORD"))
                .map(PodOf::component)
                .toList());

        Stream<String> expected = Stream.of("archive", "audit", "consent", "message")
                .map(service -> byJob ? service + "-migration" : service);
        assertThat(withOwner).containsExactlyElementsOf(expected.toList());
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void theKeyThatOpensAllKeysIsWithConsentServiceAlone(Scenario scenario) {
        each(scenario, pod -> {
            if (!pod.component().equals("consent")) {
                assertThat(pod.files("keys")).doesNotContain("kek.json", "vault-token");
            }
        });
    }

    /// What opens them, and what was before for one start only.
    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void noKeyThatSignsIsAFileUnlessItIsTakenOver(Scenario scenario) {
        boolean takenOver = scenario.name().startsWith("everything");
        each(scenario, pod -> {
            boolean signs = Set.of("archive", "audit").contains(pod.component());
            assertThat(pod.files("keys").stream().anyMatch(file -> file.startsWith("signing-") && signs))
                    .isEqualTo(signs && !pod.files("keys").isEmpty());
            assertThat(pod.files("keys").stream().anyMatch(file -> file.endsWith(".pem")))
                    .isEqualTo(signs && takenOver);
        });
    }

    @Test
    void aDigestNamesAnImageForGood() {
        String image = Chart.render(Values.example("us")).services().stream()
                .filter(pod -> pod.component().equals("gateway"))
                .findFirst()
                .orElseThrow()
                .container()
                .getImage();

        assertThat(image)
                .isEqualTo("registry.example/parley/gateway-service@sha256:"
                        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    }

    @Test
    void newConfigurationReplacesThePods() {
        Map<String, Object> eu = Values.example("eu");
        Map<String, Object> changed = Values.merge(eu, Values.yaml("archiveClockSkew: 300ms"));

        assertThat(checksum(eu, "archive")).isNotEqualTo(checksum(changed, "archive"));
        assertThat(checksum(eu, "gateway")).isEqualTo(checksum(changed, "gateway"));
    }

    private static String checksum(Map<String, Object> values, String service) {
        return Chart.render(values)
                .of(io.fabric8.kubernetes.api.model.apps.Deployment.class)
                .filter(it -> it.getMetadata().getName().equals(Chart.RELEASE + "-" + service))
                .map(it -> it.getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("checksum/config"))
                .findFirst()
                .orElseThrow();
    }

    private static void each(Scenario scenario, Consumer<PodOf> rule) {
        List<PodOf> pods = Chart.render(scenario.values()).pods();
        assertThat(pods).hasSizeGreaterThanOrEqualTo(7).allSatisfy(rule);
    }

    private static List<Container> containers(PodOf pod) {
        return Stream.concat(pod.spec().getContainers().stream(), pod.spec().getInitContainers().stream())
                .toList();
    }
}
