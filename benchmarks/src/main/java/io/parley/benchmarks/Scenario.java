package io.parley.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What can be measured, with the options it takes and what they are when not given.
enum Scenario {
    PAIRS(Map.of("--pairs", 100, "--window", 16, "--warmup", 10, "--seconds", 30)),
    PACED(Map.of("--pairs", 100, "--rate", 500, "--warmup", 10, "--seconds", 30)),
    GROUP(Map.of("--members", 500, "--senders", 5, "--window", 4, "--warmup", 10, "--seconds", 30)),
    SOAK(Map.of("--pairs", 100, "--rate", 3000, "--warmup", 30, "--minutes", 20)),
    IDLE(Map.of("--sockets", 10_000, "--seconds", 30)),
    RECONNECT(Map.of("--sockets", 10_000, "--group", 20, "--missed", 3)),
    RESTART(Map.of("--sockets", 10_000, "--group", 20, "--missed", 3)),
    ANSWERS(Map.of("--people", 480, "--warmup", 10, "--seconds", 30)),
    BOOTSTRAP(Map.of("--people", 1000, "--rate", 500, "--warmup", 10, "--seconds", 30)),
    ARCHIVE(Map.of("--records", 1_000_000, "--pairs", 100, "--window", 16, "--searches", 200));

    private final Map<String, Integer> options;

    Scenario(Map<String, Integer> options) {
        this.options = options;
    }

    Map<String, Integer> options() {
        return options;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scenario> named(String label) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.label().equals(label))
                .findFirst();
    }
}
