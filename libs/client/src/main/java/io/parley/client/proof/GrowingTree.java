package io.parley.client.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The Merkle tree head of entries as they come (RFC 9162 §2.1.1). Holds one hash per level, however many they are.
public final class GrowingTree {

    /// Roots of the perfect subtrees, the largest first: one for each bit of the size.
    private final Deque<byte[]> peaks = new ArrayDeque<>();

    private long size;

    public void append(byte[] entry) {
        byte[] hash = Hashes.leaf(entry);
        for (long left = size; (left & 1) == 1; left >>>= 1) {
            hash = Hashes.node(peaks.removeLast(), hash);
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
