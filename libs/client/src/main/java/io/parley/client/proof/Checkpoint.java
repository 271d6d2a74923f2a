package io.parley.client.proof;

import java.util.Base64;
import java.util.List;

/// A C2SP tlog-checkpoint: the log `origin` had `size` entries with this Merkle tree head.
public final class Checkpoint {

    private final String origin;
    private final long size;
    private final byte[] root;

    private Checkpoint(String origin, long size, byte[] root) {
        this.origin = origin;
        this.size = size;
        this.root = root;
    }

    public String origin() {
        return origin;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        return root.clone();
    }

    static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
            throw new ProofException("checkpoint: " + lines.size() + " lines (expected: origin, size, root hash)");
        }
        return new Checkpoint(lines.get(0), size(lines.get(1)), root(lines.get(2)));
    }

    /// No leading zero, no sign, and no more than a tree can have.
    private static long size(String line) {
        try {
            if (line.matches("0|[1-9]\\d*")) {
                return Long.parseLong(line);
            }
        } catch (NumberFormatException tooLarge) {
            throw new ProofException("checkpoint size: beyond 2^63");
        }
        throw new ProofException("checkpoint size: malformed (expected: a decimal number)");
    }

    private static byte[] root(String line) {
        try {
            byte[] root = Base64.getDecoder().decode(line);
            if (root.length == 32) {
                return root;
            }
        } catch (IllegalArgumentException noBase64) {
            throw new ProofException("checkpoint root: malformed (expected: base64)");
        }
        throw new ProofException("checkpoint root: another length (expected: 32 bytes)");
    }
}
