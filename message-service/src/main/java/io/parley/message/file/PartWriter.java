package io.parley.message.file;

import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/// Encrypts what comes in straight into the store.
final class PartWriter {

    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;

    PartWriter(ObjectStore store) {
        this.store = store;
    }

    /// A committed object, and the hash of what went into it.
    record Written(Part part, byte[] sha256) {}

    /// @param most stops as soon as more came; the object then does not exist
    /// @return empty-handed callers never: what came short is theirs to refuse, by its length
    /// @throws TooLongException when more than `most` bytes came
    Written write(FileCipher cipher, String use, long start, InputStream plain, long most) throws IOException {
        ObjectId id = ObjectId.next();
        MessageDigest digest = Hashes.sha256();
        try (ObjectStore.Writing sealed = store.write(id)) {
            long bytes = encrypt(cipher, use, plain, most, digest, sealed);
            sealed.commit();
            return new Written(new Part(start, bytes, id), digest.digest());
        }
    }

    private static long encrypt(
            FileCipher cipher,
            String use,
            InputStream plain,
            long most,
            MessageDigest digest,
            ObjectStore.Writing sealed)
            throws IOException {
        long bytes = 0;
        WritableByteChannel into = cipher.encrypting(sealed, use);
        byte[] buffer = new byte[BUFFER];
        for (int count = plain.read(buffer); count >= 0; count = plain.read(buffer)) {
            bytes += count;
            if (bytes > most) {
                throw new TooLongException();
            }
            digest.update(buffer, 0, count);
            ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count);
            while (piece.hasRemaining()) {
                into.write(piece);
            }
        }
        into.close();
        return bytes;
    }

    /// More came than was announced or allowed.
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
