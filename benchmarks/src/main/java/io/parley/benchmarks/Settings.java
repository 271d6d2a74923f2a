package io.parley.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What to measure where, from the command line.
///
/// @param numbers every option of the scenario with its value
record Settings(URI gateway, URI issuer, Scenario scenario, Map<String, Integer> numbers) {

    private static final int ADDRESSES = 2;

    /// @throws IllegalArgumentException that says how it is called
    static Settings parse(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.size() < ADDRESSES
                || !words.get(0).startsWith("http")
                || !words.get(1).startsWith("http")) {
            throw new IllegalArgumentException(usage());
        }
        URI gateway = URI.create(words.removeFirst());
        URI issuer = URI.create(words.removeFirst());
        String label = words.isEmpty() || words.getFirst().startsWith("-") ? "pairs" : words.removeFirst();
        Scenario scenario = Scenario.named(label).orElseThrow(() -> new IllegalArgumentException(usage()));
        return new Settings(gateway, issuer, scenario, numbers(scenario, words));
    }

    private static Map<String, Integer> numbers(Scenario scenario, List<String> words) {
        Map<String, Integer> numbers = new TreeMap<>(scenario.options());
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (!numbers.containsKey(option)) {
                throw new IllegalArgumentException(
                        "argument: " + option + " (expected: one of " + String.join(", ", numbers.keySet()) + ")");
            }
            numbers.put(option, number(option, i + 1 < words.size() ? words.get(i + 1) : "nothing"));
        }
        return Map.copyOf(numbers);
    }

    private static int number(String option, String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(option + ": " + text + " (expected: a number from 1)");
        }
        return Integer.parseInt(text);
    }

    private static String usage() {
        return "usage: Bench GATEWAY ISSUER [SCENARIO] [OPTION NUMBER]...\n"
                + Arrays.stream(Scenario.values())
                        .map(scenario -> "  " + scenario.label() + " " + new TreeMap<>(scenario.options()))
                        .collect(Collectors.joining("\n"));
    }

    int number(String option) {
        Integer number = numbers.get(option);
        if (number == null) {
            throw new IllegalArgumentException("option: " + option + " (expected: one of " + scenario.label() + ")");
        }
        return number;
    }

    Duration seconds(String option) {
        return Duration.ofSeconds(number(option));
    }
}
