package io.parley.audit.log;

import static io.parley.audit.log.TilePath.FULL_WIDTH;
import static io.parley.audit.log.TilePath.HEIGHT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds the proofs of RFC 9162 §2.1.3 and §2.1.4 for one tree size out of its tiles. One use per proof or batch of
/// proofs: it keeps the tiles it has read.
final class Prover {

    private final TileSource source;
    private final long treeSize;
    private final Map<Long, List<Hash>> read = new HashMap<>();

    Prover(TileSource source, long treeSize) {
        this.source = source;
        this.treeSize = treeSize;
    }

    Hash root() {
        return treeSize == 0 ? Hash.EMPTY_TREE : range(0, treeSize);
    }

    /// The siblings on the way from the leaf up to the root.
    List<Hash> inclusion(long index) {
        if (index < 0 || index >= treeSize) {
            throw new IllegalArgumentException("index: " + index + " (expected: 0.." + (treeSize - 1) + ")");
        }
        var path = new ArrayList<Hash>();
        include(index, 0, treeSize, path);
        return path;
    }

    /// What shows that the tree of `oldSize` leaves is a prefix of this one.
    List<Hash> consistency(long oldSize) {
        if (oldSize < 1 || oldSize > treeSize) {
            throw new IllegalArgumentException("from: " + oldSize + " (expected: 1.." + treeSize + ")");
        }
        var path = new ArrayList<Hash>();
        extend(oldSize, 0, treeSize, true, path);
        return path;
    }

    private void include(long index, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + leftSize(to - from);
        if (index < middle) {
            include(index, from, middle, path);
            path.add(range(middle, to));
        } else {
            include(index, middle, to, path);
            path.add(range(from, middle));
        }
    }

    /// @param known the verifier has the old root and it covers exactly this range, so the hash need not be sent
    private void extend(long oldSize, long from, long to, boolean known, List<Hash> path) {
        if (oldSize == to) {
            if (!known) {
                path.add(range(from, to));
            }
            return;
        }
        long middle = from + leftSize(to - from);
        if (oldSize <= middle) {
            extend(oldSize, from, middle, known, path);
            path.add(range(middle, to));
        } else {
            extend(oldSize, middle, to, false, path);
            path.add(range(from, middle));
        }
    }

    private Hash range(long from, long to) {
        long size = to - from;
        if (Long.bitCount(size) == 1) {
            return perfect(Long.numberOfTrailingZeros(size), from >>> Long.numberOfTrailingZeros(size));
        }
        long middle = from + leftSize(size);
        return Hash.node(range(from, middle), range(middle, to));
    }

    /// The perfect subtree of 2^height leaves at the given position among its like.
    private Hash perfect(int height, long position) {
        int level = height / HEIGHT;
        int count = 1 << (height % HEIGHT);
        long first = position * count;
        List<Hash> tile = tile(level, first / FULL_WIDTH);
        int offset = (int) (first % FULL_WIDTH);
        return Subtree.perfectRoot(tile.subList(offset, offset + count));
    }

    private List<Hash> tile(int level, long number) {
        return read.computeIfAbsent(
                number * (TilePath.MAX_LEVEL + 1) + level, _ -> source.read(promised(level, number)));
    }

    private TilePath.Hashes promised(int level, long number) {
        boolean full = number < RightEdge.number(treeSize, level);
        return new TilePath.Hashes(level, number, full ? FULL_WIDTH : RightEdge.width(treeSize, level));
    }

    /// The largest power of two below the size (RFC 9162 §2.1.1).
    private static long leftSize(long size) {
        return Long.highestOneBit(size - 1);
    }
}
