package io.parley.message.file;

import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import org.jspecify.annotations.Nullable;

/// A row of `file`.
///
/// @param expiresAtMs null once a message named the file
record StoredFile(
        FileId id,
        PersonId owner,
        boolean complete,
        long size,
        long received,
        Wrapping wrapping,
        @Nullable Long expiresAtMs,
        @Nullable Part thumbnail) {

    /// What the owner's data key protects.
    record Wrapping(KeyId keyId, byte[] wrappedKey, byte[] about) {}

    @Override
    public String toString() {
        return "StoredFile[" + id + ", " + received + " of " + size + " bytes]";
    }
}
