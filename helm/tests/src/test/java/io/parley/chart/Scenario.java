package io.parley.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One way to fill in the values: the shipped examples, the scenarios in `ci/`, and switches laid over them.
record Scenario(String name, Map<String, Object> values) {

    private static final List<String> SWITCHES = List.of(
            "migrations: {mode: start}",
            "migrations: {mode: job}",
            "networkPolicy: {enabled: false}",
            "metrics: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboards: {enabled: true}}",
            "defaults: {autoscaling: {enabled: true, maxReplicas: 4}}",
            "{tls: {mode: 'off'}, allowInsecureTransport: true}",
            "{kafka: {protocol: SASL_PLAINTEXT}, redis: {tls: false}, allowInsecureTransport: true}",
            "services: {gateway: {replicas: 5, drainSeconds: 120, preStopSeconds: 20}}",
            "image: {tag: '', pullSecrets: [one, two]}");

    /// Every example and every switch on top of each: some fifty regions.
    static Stream<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Scenario file : files()) {
            all.add(file);
            for (String added : SWITCHES) {
                all.add(new Scenario(file.name() + " + " + added, Values.merge(file.values(), Values.yaml(added))));
            }
        }
        return all.stream().filter(Scenario::isConsistent);
    }

    static List<Scenario> files() {
        return Stream.of("examples", "ci")
                .flatMap(folder -> list(Chart.FOLDER.resolve(folder)))
                .map(file -> new Scenario(file.getFileName().toString(), Values.of(file)))
                .toList();
    }

    /// SASL wants credentials that the trial and cn do not have; many pods want files that the trial's volume cannot
    /// share.
    private boolean isConsistent() {
        boolean trial = name.startsWith("trial");
        return !(name.contains("SASL_PLAINTEXT") && (trial || name.startsWith("cn")))
                && !(name.contains("autoscaling") && trial);
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
