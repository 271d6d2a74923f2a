package io.parley.client.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 with the domain separation of RFC 9162 §2.1.1.
final class Hashes {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Hashes() {}

    static byte[] leaf(byte[] entry) {
        return leaf(sha256(), entry);
    }

    static byte[] node(byte[] left, byte[] right) {
        return node(sha256(), left, right);
    }

    /// @param digest reset, and reset again afterwards
    static byte[] leaf(MessageDigest digest, byte[] entry) {
        digest.update(LEAF);
        return digest.digest(entry);
    }

    /// @param digest reset, and reset again afterwards
    static byte[] node(MessageDigest digest, byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }
}
