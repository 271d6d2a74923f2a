package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of all manifests together.
class ManifestTest {

    /// Kinds of other operators, whose models are not at hand: a new one is looked at before it joins this list.
    private static final Set<String> FOREIGN =
            Set.of("ServiceMonitor", "PrometheusRule", "Certificate", "HTTPRoute", "BackendTLSPolicy");

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void isKnownToKubernetesInEveryField(Scenario scenario) {
        for (HasMetadata manifest : Chart.render(scenario.values()).all()) {
            assertThat(Strictness.unknownFields(manifest)).as(name(manifest)).isEmpty();
            if (manifest instanceof GenericKubernetesResource) {
                assertThat(FOREIGN).contains(manifest.getKind());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void hasNamesOfItsOwnThatFitAndLabelsThatTellTheRelease(Scenario scenario) {
        List<HasMetadata> all = Chart.render(scenario.values()).all();

        assertThat(all).extracting(ManifestTest::name).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(manifest -> {
            assertThat(manifest.getMetadata().getName()).hasSizeLessThanOrEqualTo(63);
            assertThat(manifest.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/instance", Chart.RELEASE)
                    .containsEntry("app.kubernetes.io/name", "parley")
                    .containsKeys("app.kubernetes.io/component", "helm.sh/chart", "parley.io/region");
        });
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void everySelectorMeetsPodsOfThisRelease(Scenario scenario) {
        Manifests region = Chart.render(scenario.values());

        region.of(Service.class)
                .forEach(service -> meets(region, service.getSpec().getSelector()));
        region.of(Deployment.class)
                .forEach(it -> meets(region, it.getSpec().getSelector().getMatchLabels()));
        region.of(PodDisruptionBudget.class)
                .forEach(it -> meets(region, it.getSpec().getSelector().getMatchLabels()));
        assertThat(region.of(PodDisruptionBudget.class)).hasSize(6);
        region.of(HorizontalPodAutoscaler.class)
                .forEach(it -> assertThat(region.of(Deployment.class))
                        .extracting(deployment -> deployment.getMetadata().getName())
                        .contains(it.getSpec().getScaleTargetRef().getName()));
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#all")
    void anAutoscaledServiceHasNoFixedNumberOfPods(Scenario scenario) {
        Manifests region = Chart.render(scenario.values());
        Set<String> scaled = Set.copyOf(region.of(HorizontalPodAutoscaler.class)
                .map(it -> it.getSpec().getScaleTargetRef().getName())
                .toList());

        assertThat(region.of(Deployment.class))
                .allSatisfy(deployment -> assertThat(deployment.getSpec().getReplicas() == null)
                        .isEqualTo(scaled.contains(deployment.getMetadata().getName())));
    }

    @Test
    void bringsAllThatIsAskedFor() {
        Manifests region = Chart.render(Scenario.files().stream()
                .filter(scenario -> scenario.name().equals("everything.yaml"))
                .findFirst()
                .orElseThrow()
                .values());

        assertThat(region.all())
                .extracting(HasMetadata::getKind)
                .contains(
                        "Certificate", "ServiceMonitor", "PrometheusRule", "Ingress", "HorizontalPodAutoscaler", "Job");
        assertThat(region.services()).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("io.parley.chart.Scenario#files")
    void passesHelmsStrictLint(Scenario scenario, @TempDir Path scratch) throws Exception {
        var result = Chart.lint(scenario.values(), scratch);

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void migratesBeforeAnInstallAndBeforeEachUpgradeAndIsFencedInBefore() throws Exception {
        String migration = Files.readString(Chart.FOLDER.resolve("templates/_lib/_migration.tpl"));
        assertThat(migration.substring(migration.indexOf("kind: Job")))
                .containsSubsequence(
                        "helm.sh/hook: pre-install,pre-upgrade",
                        "helm.sh/hook-weight: \"0\"",
                        "kind: NetworkPolicy",
                        "helm.sh/hook: pre-install,pre-upgrade",
                        "helm.sh/hook-weight: \"-1\"");
        assertThat(Files.readString(Chart.FOLDER.resolve("templates/tests/region.yaml")))
                .contains("helm.sh/hook: test");
    }

    private static void meets(Manifests region, Map<String, String> selector) {
        assertThat(region.pods()).anySatisfy(pod -> assertThat(pod.labels()).containsAllEntriesOf(selector));
    }

    private static String name(HasMetadata manifest) {
        return manifest.getKind() + " " + manifest.getMetadata().getName();
    }
}
