package io.parley.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A SHA-256 value: a commitment, a leaf or a node of the tree. Leaf and node hashes are kept apart by their first
/// byte (RFC 9162 §2.1.1), so that no entry can be mistaken for a subtree.
public final class Hash {

    static final int BYTES = 32;

    /// Root of the tree without leaves: the hash of nothing.
    static final Hash EMPTY_TREE = digest(new byte[0]);

    private static final byte[] LEAF = {0x00};
    private static final byte[] NODE = {0x01};

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    static Hash of(byte[] value) {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("hash.length: " + value.length + " (expected: " + BYTES + ")");
        }
        return new Hash(value.clone());
    }

    /// What stands in the log for a body: binding, and without the salt it says nothing about the body.
    public static Hash commitment(byte[] salt, byte[] body) {
        return digest(salt, body);
    }

    static Hash leaf(Hash commitment) {
        return leaf(commitment.value);
    }

    static Hash leaf(byte[] entry) {
        return digest(LEAF, entry);
    }

    static Hash node(Hash left, Hash right) {
        return digest(NODE, left.value, right.value);
    }

    public byte[] bytes() {
        return value.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }

    private static Hash digest(byte[]... parts) {
        var sha256 = sha256();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return new Hash(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: every Java platform has it)", e);
        }
    }
}
