package io.parley.client.proof;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Verification of RFC 9162 Merkle tree proofs. All hashes are 32 bytes.
public final class MerkleTree {

    private MerkleTree() {}

    public static byte[] leafHash(byte[] entry) {
        return Hashes.leaf(entry);
    }

    /// The tree head over these leaf hashes (RFC 9162 §2.1.1).
    public static byte[] root(List<byte[]> leafHashes) {
        int size = leafHashes.size();
        if (size == 0) {
            return Hashes.sha256().digest();
        }
        if (size == 1) {
            return leafHashes.getFirst().clone();
        }
        int split = Integer.highestOneBit(size - 1);
        return Hashes.node(root(leafHashes.subList(0, split)), root(leafHashes.subList(split, size)));
    }

    /// The inclusion proof of the leaf at `index` among these leaf hashes (RFC 9162 §2.1.3.1), from the leaf upwards.
    public static List<byte[]> path(int index, List<byte[]> leafHashes) {
        int size = leafHashes.size();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("leaf " + index + " (expected: below " + size + ")");
        }
        List<byte[]> path = new ArrayList<>();
        climb(index, leafHashes, path);
        return path;
    }

    private static void climb(int index, List<byte[]> leafHashes, List<byte[]> path) {
        int size = leafHashes.size();
        if (size > 1) {
            int split = Integer.highestOneBit(size - 1);
            List<byte[]> left = leafHashes.subList(0, split);
            List<byte[]> right = leafHashes.subList(split, size);
            boolean inLeft = index < split;
            climb(inLeft ? index : index - split, inLeft ? left : right, path);
            path.add(root(inLeft ? right : left));
        }
    }

    /// Is this leaf at `index` in the tree of `size` leaves with this root? (RFC 9162 §2.1.3.2)
    public static boolean includes(long index, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] hash = leafHash;
        for (byte[] step : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = Hashes.node(step, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                hash = Hashes.node(hash, step);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(hash, root);
    }

    /// Does the tree (`size2`, `root2`) only append to the tree (`size1`, `root1`)? (RFC 9162 §2.1.4.2)
    public static boolean extendsTree(long size1, byte[] root1, long size2, byte[] root2, List<byte[]> path) {
        if (size1 <= 0 || size1 > size2) {
            return false;
        }
        if (size1 == size2) {
            return path.isEmpty() && MessageDigest.isEqual(root1, root2);
        }
        Iterator<byte[]> steps = path.iterator();
        boolean whole = Long.bitCount(size1) == 1;
        if (!whole && !steps.hasNext()) {
            return false;
        }
        return climb(size1, root1, size2, root2, whole ? root1 : steps.next(), steps);
    }

    private static boolean climb(
            long size1, byte[] root1, long size2, byte[] root2, byte[] start, Iterator<byte[]> steps) {
        int shift = Long.numberOfTrailingZeros(size1);
        long fn = (size1 - 1) >>> shift;
        long sn = (size2 - 1) >>> shift;
        byte[] first = start;
        byte[] second = start;
        while (steps.hasNext()) {
            byte[] step = steps.next();
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                first = Hashes.node(step, first);
                second = Hashes.node(step, second);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                second = Hashes.node(second, step);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(first, root1) && MessageDigest.isEqual(second, root2);
    }
}
