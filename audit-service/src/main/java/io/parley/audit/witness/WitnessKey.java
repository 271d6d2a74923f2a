package io.parley.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Ed25519Verify;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A witness' key (C2SP tlog-cosignature, Ed25519): `name+id+base64(0x04 ‖ public key)`, where the id is the first four
/// bytes of SHA-256(name ‖ 0x0A ‖ 0x04 ‖ public key).
final class WitnessKey {

    private static final byte COSIGNATURE_V1 = 0x04;
    private static final int ID = 4;
    private static final int TIME = 8;
    private static final int SIGNATURE = 64;
    private static final int KEY = 32;
    private static final String MARK = "— ";

    private final String text;
    private final String name;
    private final byte[] id;
    private final Ed25519Verify verifier;

    private WitnessKey(String text, String name, byte[] id, byte[] publicKey) {
        this.text = text;
        this.name = name;
        this.id = id;
        this.verifier = new Ed25519Verify(publicKey);
    }

    /// @throws IllegalArgumentException when it is no such key
    static WitnessKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        byte[] typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
        if (typed.length != KEY + 1 || typed[0] != COSIGNATURE_V1) {
            throw new IllegalArgumentException(
                    "witness key: " + text + " (expected: name+id+base64, an Ed25519 key of type 0x04)");
        }
        byte[] id = id(parts[0], typed);
        if (!HexFormat.of().formatHex(id).equals(parts[1])) {
            throw new IllegalArgumentException("witness key: " + text + " (expected: an id that is that of its key)");
        }
        return new WitnessKey(text, parts[0], id, Arrays.copyOfRange(typed, 1, typed.length));
    }

    /// As it was given: who the witness is.
    String text() {
        return text;
    }

    /// Whether this line, without its line feed, is a true cosignature by this key over the text of a checkpoint.
    boolean cosigned(String checkpoint, String line) {
        String own = MARK + name + " ";
        return line.startsWith(own) && verifies(checkpoint, line.substring(own.length()));
    }

    private boolean verifies(String checkpoint, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length != ID + TIME + SIGNATURE || !Arrays.equals(id, Arrays.copyOf(bytes, ID))) {
                return false;
            }
            long time = ByteBuffer.wrap(bytes).getLong(ID);
            verifier.verify(Arrays.copyOfRange(bytes, ID + TIME, bytes.length), message(time, checkpoint));
            return time >= 0;
        } catch (GeneralSecurityException | IllegalArgumentException notTrue) {
            return false;
        }
    }

    private static byte[] message(long time, String checkpoint) {
        return ("cosignature/v1\ntime " + time + "\n" + checkpoint).getBytes(UTF_8);
    }

    private static byte[] id(String name, byte[] typed) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(UTF_8));
            return Arrays.copyOf(digest.digest(typed), ID);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
