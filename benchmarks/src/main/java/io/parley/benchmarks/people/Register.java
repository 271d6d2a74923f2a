package io.parley.benchmarks.people;

import io.parley.client.PersonId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who was registered by earlier runs and has answered what they were asked, so that the next run need not ask again.
/// One line each, in the region's own folder: it goes when the region's data go.
final class Register {

    private final Path file;
    private final Map<String, PersonId> known = new ConcurrentHashMap<>();

    Register(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                known.putAll(lines.map(line -> line.split(" "))
                        .filter(words -> words.length == 2)
                        .collect(Collectors.toMap(words -> words[0], words -> PersonId.of(words[1]), (a, b) -> b)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    boolean knows(String name) {
        return known.containsKey(name);
    }

    PersonId id(String name) {
        PersonId id = known.get(name);
        if (id == null) {
            throw new IllegalArgumentException("name: " + name + " (expected: a registered one)");
        }
        return id;
    }

    void add(String name, PersonId id) {
        known.put(name, id);
    }

    void forget() {
        known.clear();
    }

    void save() {
        List<String> lines = known.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
