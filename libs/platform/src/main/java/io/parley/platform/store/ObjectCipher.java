package io.parley.platform.store;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;

/// Encrypts and opens objects under one secret: AES-256-GCM in segments, each object under a key derived for it (Tink's
/// AES-GCM-HKDF streaming). An object opens only with the bytes it is bound to, and from any place.
public final class ObjectCipher {

    public static final int SECRET_BYTES = 32;
    /// What a running transfer holds in memory, twice.
    private static final int SEGMENT_BYTES = 1 << 17;

    private final AesGcmHkdfStreaming cipher;

    public ObjectCipher(byte[] secret) {
        try {
            this.cipher = new AesGcmHkdfStreaming(secret, "HmacSha256", SECRET_BYTES, SEGMENT_BYTES, 0);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("object cipher: cannot be set up", broken);
        }
    }

    /// Closing the result writes the last segment. The object is committed or given up by its owner.
    public WritableByteChannel encrypting(ObjectStore.Writing sealed, byte[] bound) throws IOException {
        try {
            return cipher.newEncryptingChannel(new KeepOpen(sealed), bound);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("object cipher: cannot encrypt", broken);
        }
    }

    public SeekableByteChannel decrypting(SeekableByteChannel sealed, byte[] bound) throws IOException {
        try {
            return cipher.newSeekableDecryptingChannel(sealed, bound);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("object cipher: cannot decrypt", broken);
        }
    }

    /// The length that so many bytes have when encrypted.
    public long sealedBytes(long plain) {
        return cipher.expectedCiphertextSize(plain);
    }

    /// The cipher closes what it writes to, but closing means giving up there.
    private record KeepOpen(ObjectStore.Writing sealed) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return sealed.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return sealed.isOpen();
        }

        @Override
        public void close() {
            // The object is committed or given up by its owner.
        }
    }
}
