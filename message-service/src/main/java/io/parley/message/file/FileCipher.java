package io.parley.message.file;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// Encrypts and opens the parts of one file: AES-256-GCM in segments, each part under a key derived for it (Tink's
/// AES-GCM-HKDF streaming). A part opens only as this part of this file in this region, and from any byte.
final class FileCipher {

    static final int SECRET_BYTES = 32;
    /// What a running transfer holds in memory, twice.
    private static final int SEGMENT_BYTES = 1 << 17;

    private final FileId file;
    private final String region;
    private final AesGcmHkdfStreaming cipher;

    FileCipher(FileId file, String region, byte[] secret) {
        this.file = file;
        this.region = region;
        try {
            this.cipher = new AesGcmHkdfStreaming(secret, "HmacSha256", SECRET_BYTES, SEGMENT_BYTES, 0);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("file cipher: cannot be set up", broken);
        }
    }

    /// Closing the result writes the last segment and closes `sealed`.
    WritableByteChannel encrypting(WritableByteChannel sealed, String use) throws IOException {
        try {
            return cipher.newEncryptingChannel(sealed, bound(file, use, region));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("file cipher: cannot encrypt", broken);
        }
    }

    SeekableByteChannel decrypting(SeekableByteChannel sealed, String use) throws IOException {
        try {
            return cipher.newSeekableDecryptingChannel(sealed, bound(file, use, region));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("file cipher: cannot decrypt", broken);
        }
    }

    /// The length that so many bytes have when encrypted.
    long sealedBytes(long plain) {
        return cipher.expectedCiphertextSize(plain);
    }

    static String part(long start) {
        return "part " + start;
    }

    static byte[] bound(FileId file, String use, String region) {
        byte[] place = (use + "\n" + region).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + place.length)
                .put(Ids.array(file.value()))
                .put(place)
                .array();
    }
}
