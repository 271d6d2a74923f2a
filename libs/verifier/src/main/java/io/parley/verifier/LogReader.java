package io.parley.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// Reads the resources of a tree in their order, some ahead of their time.
final class LogReader {

    private static final int AHEAD = 8;

    private final LogSource source;
    private final Tiles tiles;

    LogReader(LogSource source, Tiles tiles) {
        this.source = source;
        this.tiles = tiles;
    }

    /// To be called before bundle `number` and its tiles are read.
    void prepare(long number) {
        long from = number == 0 ? 0 : number + AHEAD - 1;
        for (long next = from; next < Math.min(number + AHEAD, tiles.bundles()); next++) {
            source.soon(tiles.bundle(next).path());
            tiles.tilesFrom(next).forEach(tile -> source.soon(tile.path()));
        }
    }

    /// The bytes of the resource, or the beginning of the full one: a log may drop a partial tile once it is full.
    ///
    /// @param each bytes of a hash, or of an entry with its prefix
    byte[] read(Tiles.Resource resource, int each) throws IOException {
        byte[] bytes = source.read(resource.path())
                .or(() -> full(resource))
                .orElseThrow(() -> new Difference(resource.path() + ": missing"));
        int wanted = resource.width() * each;
        if (bytes.length < wanted || bytes.length > Tiles.FULL * each) {
            throw new Difference(resource.path() + ": " + bytes.length + " bytes (expected: " + wanted + ")");
        }
        return bytes.length == wanted ? bytes : Arrays.copyOf(bytes, wanted);
    }

    private Optional<byte[]> full(Tiles.Resource resource) {
        try {
            return source.read(resource.full());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
