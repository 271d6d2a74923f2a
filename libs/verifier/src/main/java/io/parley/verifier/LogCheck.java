package io.parley.verifier;

import io.parley.client.proof.Checkpoint;
import io.parley.client.proof.GrowingTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Recomputes a log's root from its entries, and compares every tile and every opening on the way. Holds one tile per
/// level and one bundle, however large the log is. One use.
final class LogCheck {

    private static final int PREFIX = 2;
    private static final int ENTRY = PREFIX + Tiles.HASH;

    private final Checkpoint head;
    private final Tiles tiles;
    private final LogReader reader;
    private final Openings openings;
    private final GrowingTree tree = new GrowingTree(this::compare);
    private final Map<Integer, byte[]> open = new HashMap<>();

    LogCheck(LogSource source, Checkpoint head, Openings openings) {
        this.head = head;
        this.tiles = new Tiles(head.size());
        this.reader = new LogReader(source, tiles);
        this.openings = openings;
    }

    /// @param older checkpoints seen before, or by others: the log must still begin with what they promised
    void run(List<Checkpoint> older) throws IOException {
        older.forEach(this::requireNotBeyond);
        for (long number = 0; number < tiles.bundles(); number++) {
            reader.prepare(number);
            bundle(number, older);
        }
        if (!Arrays.equals(tree.root(), head.root())) {
            throw new Difference("root: not the one that was signed for " + head.size() + " entries");
        }
    }

    private void bundle(long number, List<Checkpoint> older) throws IOException {
        Tiles.Resource resource = tiles.bundle(number);
        byte[] bytes = reader.read(resource, ENTRY);
        for (int at = 0; at < bytes.length; at += ENTRY) {
            long index = tree.size();
            if (bytes[at] != 0 || bytes[at + 1] != Tiles.HASH) {
                throw new Difference("entry " + index + ": another length (expected: " + Tiles.HASH + ")");
            }
            byte[] entry = Arrays.copyOfRange(bytes, at + PREFIX, at + ENTRY);
            openings.check(index, entry);
            tree.append(entry);
            older.stream().filter(seen -> seen.size() == tree.size()).forEach(this::requireSamePast);
        }
    }

    /// Hears of every perfect subtree; those of a whole number of tile heights stand in a tile.
    private void compare(int height, long number, byte[] hash) {
        if (height % Tiles.HEIGHT != 0) {
            return;
        }
        int level = height / Tiles.HEIGHT;
        int place = (int) (number % Tiles.FULL);
        byte[] tile = place == 0 ? opened(level, number / Tiles.FULL) : open.getOrDefault(level, new byte[0]);
        int from = place * Tiles.HASH;
        if (!Arrays.equals(tile, from, from + Tiles.HASH, hash, 0, Tiles.HASH)) {
            throw new Difference(where(height, number) + " "
                    + tiles.tile(level, number / Tiles.FULL).path());
        }
    }

    private byte[] opened(int level, long number) {
        try {
            byte[] tile = reader.read(tiles.tile(level, number), Tiles.HASH);
            open.put(level, tile);
            return tile;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String where(int height, long number) {
        long first = number << height;
        long last = ((number + 1) << height) - 1;
        return height == 0
                ? "entry " + first + ": not the one under"
                : "entries " + first + ".." + last + ": one of them is not the one under";
    }

    private void requireNotBeyond(Checkpoint older) {
        if (older.size() > head.size()) {
            throw new Difference("log: shrank from " + older.size() + " to " + head.size() + " entries");
        }
    }

    private void requireSamePast(Checkpoint older) {
        if (!Arrays.equals(tree.root(), older.root())) {
            throw new Difference("log: rewritten, its first " + older.size() + " entries had another root");
        }
    }
}
