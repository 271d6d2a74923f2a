package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words behind a command: flags, options with a value, and the rest in order.
record Arguments(List<String> words, Map<String, String> options) {

    /// Refuses what the command does not know.
    static Arguments parse(List<String> given, Set<String> flags, Set<String> valued) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            if (valued.contains(argument) && i + 1 < given.size()) {
                options.put(argument, given.get(++i));
            } else if (flags.contains(argument)) {
                options.put(argument, "");
            } else if (argument.startsWith("-")) {
                throw wrong(argument, "see --help");
            } else {
                words.add(argument);
            }
        }
        return new Arguments(List.copyOf(words), Map.copyOf(options));
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    int number(String option, int otherwise) {
        String text = options.getOrDefault(option, Integer.toString(otherwise));
        if (!text.matches("\\d{1,6}")) {
            throw wrong(option + " " + text, "a number");
        }
        return Integer.parseInt(text);
    }

    String onlyWord(String what) {
        if (words.size() != 1) {
            throw wrong(String.join(" ", words), "one " + what);
        }
        return words.getFirst();
    }

    void requireNoWords() {
        if (!words.isEmpty()) {
            throw wrong(words.getFirst(), "no further word, see --help");
        }
    }

    private static CommandFailed wrong(String found, String expected) {
        return new CommandFailed(
                CommandFailed.WRONG_USAGE,
                "argument: " + (found.isEmpty() ? "none" : found) + " (expected: " + expected + ")");
    }
}
