package io.parley.audit.log;

import static io.parley.audit.log.TilePath.FULL_WIDTH;
import static io.parley.audit.log.TilePath.HEIGHT;

import java.util.ArrayList;
import java.util.List;

/// The growing side of the tree: per level the hashes of the last, not yet full tile. It is all that is needed to
/// append and to compute the root, whatever the size of the tree. One use: read, append a batch, write what is new.
final class RightEdge {

    private final List<List<Hash>> levels = new ArrayList<>();
    private final List<FullTile> completed = new ArrayList<>();
    private long size;

    /// A tile that will never change again, and the root over it: its hash in the level above.
    record FullTile(int level, long number, Hash root) {}

    /// @param levels hashes of the partial tile of each level, from the leaves upwards; an empty list where it is empty
    RightEdge(long size, List<List<Hash>> levels) {
        this.size = size;
        levels.forEach(level -> this.levels.add(new ArrayList<>(level)));
        requireFit();
    }

    static RightEdge ofEmptyTree() {
        return new RightEdge(0, List.of());
    }

    /// Width of the partial tile at a level of a tree of this size; 0 when there is none.
    static int width(long size, int level) {
        return (int) ((size >>> (HEIGHT * level)) % FULL_WIDTH);
    }

    /// Number of the partial tile at a level, which is the count of full tiles before it.
    static long number(long size, int level) {
        return level >= TilePath.MAX_LEVEL ? 0 : size >>> (HEIGHT * (level + 1));
    }

    void append(Hash leaf) {
        add(0, leaf);
        size++;
    }

    long size() {
        return size;
    }

    Hash root() {
        List<Hash> peaks = levels.reversed().stream()
                .flatMap(level -> Subtree.peaks(level).stream())
                .toList();
        return peaks.isEmpty() ? Hash.EMPTY_TREE : Subtree.join(peaks);
    }

    /// Tiles that became full since this edge was read.
    List<FullTile> completed() {
        return List.copyOf(completed);
    }

    private void add(int level, Hash hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<Hash> tile = levels.get(level);
        tile.add(hash);
        if (tile.size() == FULL_WIDTH) {
            complete(level, tile);
        }
    }

    private void complete(int level, List<Hash> tile) {
        Hash root = Subtree.perfectRoot(tile);
        completed.add(new FullTile(level, number(size, level), root));
        tile.clear();
        add(level + 1, root);
    }

    private void requireFit() {
        for (int level = 0; level < levels.size(); level++) {
            int found = levels.get(level).size();
            if (found != width(size, level)) {
                throw new IllegalStateException("log.edge[" + level + "].width: " + found + " (expected: "
                        + width(size, level) + " in a tree of " + size + ")");
            }
        }
    }
}
