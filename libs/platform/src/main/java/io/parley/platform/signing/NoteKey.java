package io.parley.platform.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A key that signs what outsiders check, under a name (C2SP signed-note, signature type Ed25519).
public final class NoteKey {

    private static final byte ED25519 = 0x01;
    private static final int ID_BYTES = 4;

    private final String name;
    private final Ed25519Sign.KeyPair pair;
    private final byte[] id;

    private NoteKey(String name, Ed25519Sign.KeyPair pair) throws GeneralSecurityException {
        this.name = name;
        this.pair = pair;
        this.id = id(name, pair.getPublicKey());
    }

    /// @param seed the 32 bytes of an Ed25519 private key (RFC 8032 §5.1.5)
    public static NoteKey of(String name, byte[] seed) throws GeneralSecurityException {
        if (name.isBlank() || name.chars().anyMatch(c -> c == '+' || Character.isWhitespace(c) || c < ' ')) {
            throw new IllegalArgumentException("origin: " + name + " (expected: not empty, no space, no plus)");
        }
        return new NoteKey(name, Ed25519Sign.KeyPair.newKeyPairFromSeed(seed));
    }

    public String name() {
        return name;
    }

    /// `name+id+key`, the form in which verifiers take a key.
    public String verifierKey() {
        return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(typed(pair.getPublicKey()));
    }

    public String idText() {
        return HexFormat.of().formatHex(id);
    }

    /// The text with its signature line; the text must end in a newline.
    public String sign(String text) throws GeneralSecurityException {
        byte[] signature = new Ed25519Sign(pair.getPrivateKey()).sign(text.getBytes(UTF_8));
        byte[] tagged = ByteBuffer.allocate(ID_BYTES + signature.length)
                .put(id)
                .put(signature)
                .array();
        return text + "\n" + signaturePrefix() + Base64.getEncoder().encodeToString(tagged) + "\n";
    }

    /// Whether this key signed exactly this note.
    public boolean signed(String note) {
        int end = note.indexOf("\n\n" + signaturePrefix());
        return end >= 0 && note.endsWith("\n") && verifies(note.substring(0, end + 1), signatureLine(note, end));
    }

    private boolean verifies(String text, String signature) {
        try {
            byte[] tagged = Base64.getDecoder().decode(signature);
            new Ed25519Verify(pair.getPublicKey())
                    .verify(Arrays.copyOfRange(tagged, ID_BYTES, tagged.length), text.getBytes(UTF_8));
            return Arrays.equals(id, Arrays.copyOf(tagged, ID_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private String signatureLine(String note, int end) {
        String rest = note.substring(end + 2 + signaturePrefix().length());
        return rest.substring(0, rest.indexOf('\n'));
    }

    private String signaturePrefix() {
        return "\u2014 " + name + " ";
    }

    private static byte[] id(String name, byte[] publicKey) throws GeneralSecurityException {
        var named = new ByteArrayOutputStream();
        named.writeBytes(name.getBytes(UTF_8));
        named.write('\n');
        named.writeBytes(typed(publicKey));
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(named.toByteArray()), ID_BYTES);
    }

    private static byte[] typed(byte[] publicKey) {
        return ByteBuffer.allocate(1 + publicKey.length)
                .put(ED25519)
                .put(publicKey)
                .array();
    }
}
