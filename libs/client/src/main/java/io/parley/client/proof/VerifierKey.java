package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An Ed25519 verifier key of C2SP signed-note: `name+hash+base64(0x01 ‖ public key)`, where `hash` is the first four
/// bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
public final class VerifierKey {

    private static final byte ED25519 = 1;
    private static final int ID = 4;
    private static final int SIGNATURE = 64;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] hash;
    private final PublicKey key;

    private VerifierKey(String name, byte[] hash, PublicKey key) {
        this.name = name;
        this.hash = hash;
        this.key = key;
    }

    public static VerifierKey parse(String text) {
        return parse(text, ED25519);
    }

    /// @param type what the key signs: the byte before it
    static VerifierKey parse(String text, byte type) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("verifier key: " + text + " (expected: name+hash+base64)");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] hash = HexFormat.of().parseHex(parts[1]);
        if (typed.length != 33 || typed[0] != type) {
            throw new IllegalArgumentException(
                    "verifier key: " + typed.length + " bytes (expected: an Ed25519 key of type " + type + ")");
        }
        if (!MessageDigest.isEqual(hash, keyHash(parts[0], typed))) {
            throw new IllegalArgumentException("verifier key hash: " + parts[1] + " (expected: that of its key)");
        }
        return new VerifierKey(parts[0], hash, publicKey(Arrays.copyOfRange(typed, 1, 33)));
    }

    public String name() {
        return name;
    }

    /// Does this line of signature (`base64(hash ‖ signature)`) say that it is ours?
    boolean named(byte[] hashAndSignature) {
        return hashAndSignature.length >= 4 && Arrays.equals(hashAndSignature, 0, 4, hash, 0, 4);
    }

    /// Is it true as well?
    boolean signed(byte[] text, byte[] hashAndSignature) {
        return hashAndSignature.length == ID + SIGNATURE
                && named(hashAndSignature)
                && verifies(text, Arrays.copyOfRange(hashAndSignature, ID, ID + SIGNATURE));
    }

    boolean verifies(byte[] message, byte[] given) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(given);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] keyHash(String name, byte[] typedKey) {
        MessageDigest digest = Hashes.sha256();
        digest.update((name + "\n").getBytes(UTF_8));
        return Arrays.copyOf(digest.digest(typedKey), 4);
    }

    private static PublicKey publicKey(byte[] raw) {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("verifier key: not a point (expected: an Ed25519 key)", e);
        }
    }
}
