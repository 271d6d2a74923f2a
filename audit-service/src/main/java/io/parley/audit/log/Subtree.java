package io.parley.audit.log;

import java.util.ArrayList;
import java.util.List;

/// Roots of runs of neighbouring hashes of one level (RFC 9162 §2.1.1).
final class Subtree {

    private Subtree() {}

    /// Root over a power of two of hashes, for example over a full tile.
    static Hash perfectRoot(List<Hash> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int half = hashes.size() / 2;
        return Hash.node(perfectRoot(hashes.subList(0, half)), perfectRoot(hashes.subList(half, hashes.size())));
    }

    /// Roots of the largest perfect subtrees that make up the run, left to right; the run starts at a tile border.
    static List<Hash> peaks(List<Hash> hashes) {
        var peaks = new ArrayList<Hash>();
        int from = 0;
        for (int size = Integer.highestOneBit(hashes.size()); size > 0; size >>= 1) {
            if ((hashes.size() & size) != 0) {
                peaks.add(perfectRoot(hashes.subList(from, from + size)));
                from += size;
            }
        }
        return peaks;
    }

    /// Joins peaks, the largest first, into the root of the whole.
    static Hash join(List<Hash> peaks) {
        Hash root = peaks.getLast();
        for (Hash left : peaks.reversed().subList(1, peaks.size())) {
            root = Hash.node(left, root);
        }
        return root;
    }
}
