package io.parley.message.file;

import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.platform.store.ObjectCipher;
import io.parley.platform.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// Encrypts and opens the parts of one file. A part opens only as this part of this file in this region, and from any
/// byte.
final class FileCipher {

    private final FileId file;
    private final String region;
    private final ObjectCipher cipher;

    FileCipher(FileId file, String region, byte[] secret) {
        this.file = file;
        this.region = region;
        this.cipher = new ObjectCipher(secret);
    }

    /// Closing the result writes the last segment.
    WritableByteChannel encrypting(ObjectStore.Writing sealed, String use) throws IOException {
        return cipher.encrypting(sealed, bound(file, use, region));
    }

    SeekableByteChannel decrypting(SeekableByteChannel sealed, String use) throws IOException {
        return cipher.decrypting(sealed, bound(file, use, region));
    }

    /// The length that so many bytes have when encrypted.
    long sealedBytes(long plain) {
        return cipher.sealedBytes(plain);
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
