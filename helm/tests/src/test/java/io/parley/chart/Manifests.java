package io.parley.chart;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything one rendering gave.
record Manifests(List<HasMetadata> all) {

    /// A pod that something here makes, with the labels it will bear.
    record PodOf(HasMetadata owner, Map<String, String> labels, PodSpec spec) {

        String component() {
            return labels.getOrDefault("app.kubernetes.io/component", "");
        }

        Container container() {
            return spec.getContainers().getFirst();
        }

        /// The names of the files that lie in `/run/parley/<volume>`.
        List<String> files(String volume) {
            return spec.getVolumes().stream()
                    .filter(one -> one.getName().equals(volume))
                    .flatMap(PodOf::paths)
                    .toList();
        }

        private static Stream<String> paths(Volume volume) {
            if (volume.getSecret() != null) {
                return Stream.of("tls.crt", "tls.key", "ca.crt");
            }
            return volume.getProjected().getSources().stream()
                    .flatMap(source -> source.getSecret().getItems().stream())
                    .map(item -> item.getPath());
        }

        /// Every Secret that is mounted, or read for a variable.
        Stream<String> secrets() {
            return spec.getVolumes().stream().flatMap(PodOf::secrets);
        }

        private static Stream<String> secrets(Volume volume) {
            if (volume.getSecret() != null) {
                return Stream.of(volume.getSecret().getSecretName());
            }
            return Optional.ofNullable(volume.getProjected()).stream()
                    .flatMap(projected -> projected.getSources().stream())
                    .map(source -> source.getSecret().getName());
        }

        @Override
        public String toString() {
            return owner.getKind() + " " + owner.getMetadata().getName();
        }
    }

    <T extends HasMetadata> Stream<T> of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    List<PodOf> pods() {
        return all.stream().flatMap(Manifests::pod).toList();
    }

    List<PodOf> services() {
        return pods().stream().filter(pod -> pod.owner() instanceof Deployment).toList();
    }

    private static Stream<PodOf> pod(HasMetadata manifest) {
        return switch (manifest) {
            case Deployment it ->
                Stream.of(new PodOf(
                        it,
                        it.getSpec().getTemplate().getMetadata().getLabels(),
                        it.getSpec().getTemplate().getSpec()));
            case Job it ->
                Stream.of(new PodOf(
                        it,
                        it.getSpec().getTemplate().getMetadata().getLabels(),
                        it.getSpec().getTemplate().getSpec()));
            case Pod it -> Stream.of(new PodOf(it, it.getMetadata().getLabels(), it.getSpec()));
            default -> Stream.empty();
        };
    }

    /// The application.yaml that a service reads.
    String configuration(String service) {
        return of(ConfigMap.class)
                .filter(map -> map.getMetadata().getName().equals(Chart.RELEASE + "-" + service))
                .map(map -> map.getData().get("application.yaml"))
                .findFirst()
                .orElseThrow();
    }
}
