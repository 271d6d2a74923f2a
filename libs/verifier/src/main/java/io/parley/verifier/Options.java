package io.parley.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words behind a command, and its options, each with a value.
record Options(List<String> words, Map<String, List<String>> values) {

    /// Of the script around this program, not of this program.
    private static final String NO_BUILD = "--no-build";

    static Options parse(List<String> given, Set<String> valued, int wordCount, String usage) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (valued.contains(word) && i + 1 < given.size()) {
                i++;
                values.computeIfAbsent(word, _ -> new ArrayList<>()).add(given.get(i));
            } else if (word.startsWith("-") && !word.equals(NO_BUILD)) {
                throw new WrongUsage("argument: " + word + " (expected: " + usage + ")");
            } else if (!word.equals(NO_BUILD)) {
                words.add(word);
            }
        }
        if (words.size() != wordCount) {
            throw new WrongUsage("arguments: " + words.size() + " (expected: " + usage + ")");
        }
        return new Options(List.copyOf(words), Map.copyOf(values));
    }

    String word(int place) {
        return words.get(place);
    }

    /// The last one that was given.
    Optional<String> value(String option) {
        List<String> given = all(option);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.getLast());
    }

    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /// The text itself, or that of the file with this name.
    Optional<String> text(String option) throws IOException {
        Optional<String> value = value(option);
        return value.isEmpty() ? Optional.empty() : Optional.of(textOrFile(value.get()));
    }

    private static String textOrFile(String given) throws IOException {
        return given.length() < 4096 && Files.isRegularFile(Path.of(given))
                ? Files.readString(Path.of(given)).strip()
                : given;
    }
}
