package io.parley.archive.file;

import java.io.IOException;
import java.io.InputStream;

/// A copy that opens.
///
/// @param salt with the bytes behind it, its SHA-256 is the commitment in the file's proof
public record OpenFile(ArchivedFile file, byte[] salt, Bytes bytes) {

    /// Opens the bytes from their beginning; each piece that is read was authenticated.
    @FunctionalInterface
    public interface Bytes {

        /// @throws io.parley.platform.store.StoreDownException when the store cannot be reached, or the object is gone
        InputStream open() throws IOException;
    }

    public long size() {
        Long size = file.size();
        return size == null ? 0 : size;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
