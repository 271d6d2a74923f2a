package io.parley.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What to measure, from the command line.
///
/// @param pairs senders, each with a receiver of its own
/// @param window unacknowledged messages each sender keeps under way in scenario `pairs`
/// @param rate messages per second of all senders together in scenario `paced`
record Settings(
        URI gateway, URI issuer, String scenario, int pairs, int window, int rate, Duration warmup, Duration duration) {

    static final String USAGE = """
            usage: Bench GATEWAY ISSUER [pairs|paced] [--pairs N] [--window N] [--rate N] [--warmup S] [--seconds S]

              pairs  every sender keeps WINDOW messages under way: how much goes through
              paced  RATE messages per second, timed from when each should have been sent: how long one takes
            """;

    private static final List<String> SCENARIOS = List.of("pairs", "paced");

    static Settings parse(String[] arguments) {
        List<String> addresses = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Map<String, Integer> numbers =
                new HashMap<>(Map.of("--pairs", 100, "--window", 16, "--rate", 500, "--warmup", 5, "--seconds", 20));
        for (int i = 0; i < arguments.length; i++) {
            if (numbers.containsKey(arguments[i]) && i + 1 < arguments.length) {
                numbers.put(arguments[i], Integer.parseInt(arguments[++i]));
            } else {
                (arguments[i].startsWith("http") ? addresses : words).add(arguments[i]);
            }
        }
        String scenario = words.isEmpty() ? "pairs" : words.getFirst();
        if (addresses.size() != 2 || words.size() > 1 || !SCENARIOS.contains(scenario)) {
            throw new IllegalArgumentException(USAGE);
        }
        return of(addresses, scenario, numbers);
    }

    private static Settings of(List<String> addresses, String scenario, Map<String, Integer> numbers) {
        return new Settings(
                URI.create(addresses.get(0)),
                URI.create(addresses.get(1)),
                scenario,
                positive("--pairs", numbers),
                positive("--window", numbers),
                positive("--rate", numbers),
                Duration.ofSeconds(positive("--warmup", numbers)),
                Duration.ofSeconds(positive("--seconds", numbers)));
    }

    private static int positive(String option, Map<String, Integer> numbers) {
        int number = numbers.getOrDefault(option, 0);
        if (number < 1) {
            throw new IllegalArgumentException(option + ": " + number + " (expected: 1 or more)");
        }
        return number;
    }
}
