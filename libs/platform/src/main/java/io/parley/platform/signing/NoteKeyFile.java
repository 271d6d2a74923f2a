package io.parley.platform.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Reads a key from a PKCS#8 PEM file, as `openssl genpkey -algorithm ed25519` writes it (RFC 8410 §7).
final class NoteKeyFile {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final String EXPECTED =
            " (expected: a readable PKCS#8 PEM file with an Ed25519 key, made by: openssl genpkey -algorithm ed25519)";

    private NoteKeyFile() {}

    /// Fails with a message that names the variable and the file, never with a word of what the file holds.
    ///
    /// @param variable which says where the file is
    static byte[] seed(String variable, Path file) {
        try {
            return seed(Files.readString(file, US_ASCII));
        } catch (IOException | GeneralSecurityException | UnreadableKey e) {
            throw new NoteKeyUnusable(variable + ": " + file + EXPECTED, e);
        }
    }

    private static byte[] seed(String pem) throws GeneralSecurityException, UnreadableKey {
        byte[] der = der(pem);
        var key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        return ((EdECPrivateKey) key).getBytes().orElseThrow(() -> new UnreadableKey("key: no private part"));
    }

    private static byte[] der(String pem) throws UnreadableKey {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new UnreadableKey("PEM: no block of a private key");
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new UnreadableKey("PEM: not base64");
        }
    }

    private static final class UnreadableKey extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableKey(String message) {
            super(message);
        }
    }
}
