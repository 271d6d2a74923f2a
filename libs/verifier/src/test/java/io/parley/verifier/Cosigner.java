package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Signs for a witness (C2SP tlog-cosignature), with a key of its own.
final class Cosigner {

    static final long TIME = 1_679_315_147;

    private final String name;
    private final KeyPair pair;

    Cosigner(String name) throws GeneralSecurityException {
        this.name = name;
        this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    static String lines(String note, Cosigner... witnesses) throws GeneralSecurityException {
        var lines = new StringBuilder();
        for (Cosigner witness : witnesses) {
            lines.append(witness.line(note.substring(0, note.indexOf("\n\n") + 1)));
        }
        return lines.toString();
    }

    String key() throws GeneralSecurityException {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    String line(String text) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(("cosignature/v1\ntime " + TIME + "\n" + text).getBytes(UTF_8));
        byte[] bytes = ByteBuffer.allocate(76)
                .put(id())
                .putLong(TIME)
                .put(signature.sign())
                .array();
        return "— " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    private byte[] id() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((name + "\n").getBytes(UTF_8));
        return Arrays.copyOf(digest.digest(typed()), 4);
    }

    private byte[] typed() {
        byte[] x509 = pair.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(x509, x509.length - 33, x509.length);
        typed[0] = 4;
        return typed;
    }
}
