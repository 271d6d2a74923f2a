package io.parley.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/// Checks a proof as somebody who has nothing but its JSON and the verifier key: with the JDK's own cryptography and
/// the recursive reading of RFC 9162 §2.1.3, unlike the log and unlike the tests of the log.
public final class OutsideVerifier {

    /// What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private OutsideVerifier() {}

    public static boolean checks(JsonNode proof, String verifierKey) throws GeneralSecurityException {
        String[] note = proof.get("checkpoint").asString().split("\n\n", 2);
        String[] lines = note[0].split("\n");
        String[] key = verifierKey.split("\\+", 3);
        byte[][] path = proof.get("inclusionProof").values().stream()
                .map(hash -> decode(hash.asString()))
                .toArray(byte[][]::new);
        byte[] leaf = sha256(new byte[] {0}, decode(proof.get("entry").asString()));
        byte[] root = root(leaf, proof.get("index").asLong(), Long.parseLong(lines[1]), path, path.length);
        return lines[0].equals(key[0])
                && Arrays.equals(root, decode(lines[2]))
                && signed(note[0] + "\n", note[1].strip(), key);
    }

    private static byte[] root(byte[] leaf, long index, long size, byte[][] path, int used)
            throws GeneralSecurityException {
        if (size == 1) {
            return leaf;
        }
        long left = Long.highestOneBit(size - 1);
        byte[] sibling = path[used - 1];
        return index < left
                ? sha256(new byte[] {1}, root(leaf, index, left, path, used - 1), sibling)
                : sha256(new byte[] {1}, sibling, root(leaf, index - left, size - left, path, used - 1));
    }

    private static boolean signed(String text, String signatureLine, String[] key) throws GeneralSecurityException {
        byte[] publicKey = Arrays.copyOfRange(decode(key[2]), 1, 33);
        byte[] tagged = decode(signatureLine.substring(signatureLine.lastIndexOf(' ') + 1));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(concat(X509_PREFIX, publicKey))));
        verifier.update(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(tagged, 0, 4).equals(key[1])
                && verifier.verify(Arrays.copyOfRange(tagged, 4, tagged.length));
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
