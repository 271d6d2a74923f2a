package io.parley.archive.export;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/// Encrypts the streams of one build: AES-256-GCM in segments (Tink's AES-GCM-HKDF streaming), so that neither order
/// nor
/// end can be changed unseen. A stream opens only as this stream of this build.
final class ExportCipher {

    private static final int SECRET_BYTES = 32;
    private static final int SEGMENT_BYTES = 1 << 17;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Export build;
    private final AesGcmHkdfStreaming cipher;

    ExportCipher(Export build, byte[] secret) {
        this.build = build;
        try {
            this.cipher = new AesGcmHkdfStreaming(secret, "HmacSha256", SECRET_BYTES, SEGMENT_BYTES, 0);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("export cipher: cannot be set up", broken);
        }
    }

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    OutputStream encrypting(OutputStream sealed, String stream) throws IOException {
        try {
            return cipher.newEncryptingStream(sealed, bound(build, stream));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("export cipher: cannot encrypt", broken);
        }
    }

    InputStream decrypting(InputStream sealed, String stream) throws IOException {
        try {
            return cipher.newDecryptingStream(sealed, bound(build, stream));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("export cipher: cannot decrypt", broken);
        }
    }

    static byte[] bound(Export build, String use) {
        return ("export " + build.id() + " " + build.attempt() + " " + use).getBytes(StandardCharsets.US_ASCII);
    }
}
