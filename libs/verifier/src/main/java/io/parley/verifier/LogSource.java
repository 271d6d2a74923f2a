package io.parley.verifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where a log is read from, by the paths of C2SP tlog-tiles.
interface LogSource extends AutoCloseable {

    /// @param token of somebody who may read the events of a running log; not used for a folder
    static LogSource of(String place, Optional<String> token) {
        return place.startsWith("http://") || place.startsWith("https://")
                ? new RunningLog(URI.create(place.replaceAll("/+$", "")), token)
                : new LogFolder(Path.of(place));
    }

    /// Empty when there is no such resource.
    Optional<byte[]> read(String path) throws IOException;

    /// A hint that this path will be read before long.
    void soon(String path);

    /// What opens the commitments: a line of JSON per event, ascending by index; of an erased one why. Empty when that
    /// was not copied, or when no token was given.
    Optional<BufferedReader> openings() throws IOException;

    @Override
    void close();
}
