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
        if (lines.size() < 3 || !lines.get(1).matches("0|[1-9]\\d{0,18}")) {
            throw new ProofException("checkpoint: " + lines.size() + " lines (expected: origin, size, root hash)");
        }
        byte[] root = Base64.getDecoder().decode(lines.get(2));
        if (root.length != 32) {
            throw new ProofException("checkpoint root: " + root.length + " bytes (expected: 32)");
        }
        return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root);
    }
}
