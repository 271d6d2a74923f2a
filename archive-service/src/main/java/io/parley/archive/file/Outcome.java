package io.parley.archive.file;

import io.parley.platform.store.ObjectId;

/// What became of a file.
sealed interface Outcome {

    /// @param commitment SHA-256(salt, then the plain bytes)
    record Copied(ObjectId object, long size, byte[] commitment, byte[] wrappedSecret, byte[] about)
            implements Outcome {}

    record Absent(Reason reason) implements Outcome {}

    /// Why there is no copy, and never will be. Stable: coverage and seals say the code.
    enum Reason {
        /// It was gone, or its owner's key destroyed, before it could be copied.
        DELETED,
        /// The author's archive key was destroyed.
        KEY_DESTROYED,
        TOO_LARGE,
        /// It does not open in the file store, or is not what its hash says, however often it is tried.
        UNREADABLE;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
