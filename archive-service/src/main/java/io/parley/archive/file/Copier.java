package io.parley.archive.file;

import io.parley.archive.file.FileTasks.Task;
import io.parley.contracts.KeyId;
import io.parley.platform.files.FilesApi;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Copies one file from message-service into the archive's store: a piece at a time, decrypted there and encrypted
/// here,
/// so that memory does not grow with the file.
@Component
class Copier {

    private final FilesApi files;
    private final DataKeys keys;
    private final ObjectStore store;
    private final FileProperties properties;

    Copier(FilesApi files, DataKeys keys, ObjectStore store, FileProperties properties) {
        this.files = files;
        this.keys = keys;
        this.store = store;
        this.properties = properties;
    }

    /// @param alive told after each piece
    /// @throws DamagedFileException when what came is not what was uploaded
    Outcome copy(Task task, Runnable alive) throws IOException {
        KeyId id = task.file().key();
        DataKey key = keys.lookup(java.util.List.of(id)).get(id);
        if (key == null) {
            return new Outcome.Absent(Outcome.Reason.KEY_DESTROYED);
        }
        NamedFile file = task.file();
        FilesApi.@Nullable About about = files.about(
                        file.conversation().value(), file.seq(), file.file().value())
                .file();
        if (about == null) {
            return new Outcome.Absent(Outcome.Reason.DELETED);
        }
        return about.size() > properties.maxSize().toBytes()
                ? new Outcome.Absent(Outcome.Reason.TOO_LARGE)
                : copy(file, about, FileVault.of(key, file), alive);
    }

    private Outcome copy(NamedFile file, FilesApi.About about, FileVault vault, Runnable alive) throws IOException {
        byte[] wrapped = vault.wrap(FileVault.newSecret());
        ObjectId object = ObjectId.next();
        MessageDigest plain = sha256();
        MessageDigest committed = sha256();
        committed.update(vault.salt());
        try (ObjectStore.Writing sealed = store.write(object)) {
            WritableByteChannel into = vault.cipher(wrapped).encrypting(sealed, vault.bytes());
            for (long at = 0; at < about.size(); alive.run()) {
                byte[] piece = piece(file, at, about.size());
                plain.update(piece);
                committed.update(piece);
                write(piece, into);
                at += piece.length;
            }
            into.close();
            if (!HexFormat.of().formatHex(plain.digest()).equals(about.sha256())) {
                throw new DamagedFileException();
            }
            sealed.commit();
        }
        byte[] said = vault.seal(new AboutFile(about.name(), about.mediaType(), about.sha256()));
        return new Outcome.Copied(object, about.size(), committed.digest(), wrapped, said);
    }

    private byte[] piece(NamedFile file, long at, long size) throws DamagedFileException {
        int most = (int) Math.min(FilesApi.MOST, size - at);
        byte[] piece =
                files.bytes(file.conversation().value(), file.seq(), file.file().value(), at, most);
        if (piece.length != most) {
            throw new DamagedFileException();
        }
        return piece;
    }

    private static void write(byte[] piece, WritableByteChannel into) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(piece);
        while (bytes.hasRemaining()) {
            into.write(bytes);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }

    /// What came is not what was uploaded.
    static final class DamagedFileException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
