package io.parley.client.proof;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The Merkle tree head of entries as they come (RFC 9162 §2.1.1). Holds one hash per level, however many they are.
public final class GrowingTree {

    /// Roots of the perfect subtrees, the largest first: one for each bit of the size.
    private final Deque<byte[]> peaks = new ArrayDeque<>();

    private final MessageDigest digest = Hashes.sha256();
    private final Subtrees subtrees;
    private long size;

    public GrowingTree() {
        this((height, number, root) -> {});
    }

    /// @param subtrees told of each perfect subtree once it is whole, leaves included
    public GrowingTree(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /// Hears of the subtree of 2^`height` leaves that has `number` like it to its left.
    @FunctionalInterface
    public interface Subtrees {
        void whole(int height, long number, byte[] root);
    }

    public void append(byte[] entry) {
        byte[] hash = Hashes.leaf(digest, entry);
        subtrees.whole(0, size, hash);
        int height = 0;
        for (long left = size; (left & 1) == 1; left >>>= 1) {
            hash = Hashes.node(digest, peaks.removeLast(), hash);
            height++;
            subtrees.whole(height, left >>> 1, hash);
        }
        peaks.addLast(hash);
        size++;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        if (peaks.isEmpty()) {
            return Hashes.sha256().digest();
        }
        Iterator<byte[]> smallestFirst = peaks.descendingIterator();
        byte[] hash = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            hash = Hashes.node(smallestFirst.next(), hash);
        }
        return hash.clone();
    }
}
