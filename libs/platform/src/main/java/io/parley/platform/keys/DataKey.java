package io.parley.platform.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import io.parley.contracts.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/// One data key, ready to use. From its 32-byte secret two keys are derived (HKDF, RFC 5869): one for AES-256-GCM,
/// one for keyed digests (HMAC-SHA-256), so that destroying the secret ends both. Thread-safe.
public final class DataKey {

    private static final int SECRET_BYTES = 32;
    private static final int FINGERPRINT_BYTES = 16;

    private final KeyId id;
    private final AesGcmJce cipher;
    private final PrfHmacJce digest;

    DataKey(KeyId id, byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("secret: " + secret.length + " bytes (expected: " + SECRET_BYTES + ")");
        }
        this.id = id;
        try {
            this.cipher = new AesGcmJce(derive(secret, "parley content"));
            this.digest = new PrfHmacJce("HMACSHA256", new SecretKeySpec(derive(secret, "parley digest"), "HMAC"));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("data key: cannot be set up", broken);
        }
    }

    private static byte[] derive(byte[] secret, String use) throws GeneralSecurityException {
        return Hkdf.computeHkdf(
                "HMACSHA256", secret, new byte[0], use.getBytes(StandardCharsets.US_ASCII), SECRET_BYTES);
    }

    public KeyId id() {
        return id;
    }

    public byte[] seal(byte[] plain, byte[] associatedData) {
        try {
            return cipher.encrypt(plain, associatedData);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("seal: cipher failed", broken);
        }
    }

    /// @throws UnreadableContentException when key, associated data or ciphertext do not belong together
    public byte[] open(byte[] sealed, byte[] associatedData) {
        try {
            return cipher.decrypt(sealed, associatedData);
        } catch (GeneralSecurityException tampered) {
            throw new UnreadableContentException(id, tampered);
        }
    }

    /// A keyed digest: equal for equal bytes under this key, meaningless without it.
    public byte[] fingerprint(byte[] bytes) {
        try {
            return digest.compute(bytes, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("fingerprint: digest failed", broken);
        }
    }

    @Override
    public String toString() {
        return "DataKey[" + id + ", secret=[redacted]]";
    }
}
