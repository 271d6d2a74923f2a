package io.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Keys for services that sign.
public final class TestSigning {

    /// They end the PKCS#8 form (RFC 8410 §7).
    private static final int SEED_BYTES = 32;

    private TestSigning() {}

    /// A new Ed25519 key in a PKCS#8 PEM file, which goes with the JVM.
    public static Path newKeyFile() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            Path file = Files.createTempFile("key", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// The 32 bytes that are secret in such a file.
    public static byte[] seedOf(Path pem) {
        try {
            byte[] der = Base64.getMimeDecoder()
                    .decode(Files.readString(pem).replaceAll("-----.*-----", "").strip());
            return Arrays.copyOfRange(der, der.length - SEED_BYTES, der.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
