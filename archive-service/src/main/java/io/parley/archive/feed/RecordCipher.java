package io.parley.archive.feed;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/// Encrypts one record for an outside archive: AES-256-GCM under a secret of its own, 12 bytes of nonce before the
/// ciphertext and 16 of tag behind it.
final class RecordCipher {

    static final int SECRET_BYTES = 32;

    private RecordCipher() {}

    /// @param key the record's secret, wrapped
    record Sealed(byte[] key, byte[] record) {}

    static Sealed seal(byte[] plain, String form, long seq, UUID recordId, FeedKey key) {
        byte[] secret = Random.randBytes(SECRET_BYTES);
        try {
            byte[] record = new AesGcmJce(secret).encrypt(plain, associatedData(form, seq, recordId, key.version()));
            return new Sealed(key.key().wrap(secret), record);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("feed record: cipher failed", broken);
        }
    }

    /// Four lines: form, number, record, key version. A record opens under its own number alone.
    private static byte[] associatedData(String form, long seq, UUID recordId, int version) {
        return String.join("\n", form, Long.toString(seq), recordId.toString(), Integer.toString(version))
                .getBytes(StandardCharsets.UTF_8);
    }
}
