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
record Options(List<String> words, Map<String, String> values) {

    /// Of the script around this program, not of this program.
    private static final String NO_BUILD = "--no-build";

    static Options parse(List<String> given, Set<String> valued, int wordCount, String usage) {
        List<String> words = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (valued.contains(word) && i + 1 < given.size()) {
                i++;
                values.put(word, given.get(i));
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

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /// The text itself, or that of the file with this name.
    Optional<String> text(String option) throws IOException {
        String value = values.get(option);
        return value == null ? Optional.empty() : Optional.of(textOrFile(value));
    }

    private static String textOrFile(String given) throws IOException {
        return given.length() < 4096 && Files.isRegularFile(Path.of(given))
                ? Files.readString(Path.of(given)).strip()
                : given;
    }
}
