package io.parley.verifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A copy of a log on disk: each resource a file of the same path.
///
/// @param folder what `copy-log` made, or any mirror of the log's address
record LogFolder(Path folder) implements LogSource {

    /// What opens the commitments; not part of the public log.
    static final String OPENINGS = "openings.jsonl";

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void soon(String path) {
        // A file is there at once.
    }

    @Override
    public Optional<BufferedReader> openings() throws IOException {
        Path file = folder.resolve(OPENINGS);
        return Files.exists(file) ? Optional.of(Files.newBufferedReader(file)) : Optional.empty();
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
