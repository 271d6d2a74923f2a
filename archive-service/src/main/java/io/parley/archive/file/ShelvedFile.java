package io.parley.archive.file;

import io.parley.platform.store.ObjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file of an archived version as it rests: sealed.
///
/// @param decided null: still to be copied
/// @param copy null: there is none, not yet or not any more
/// @param reading null: its text was not read yet
record ShelvedFile(
        NamedFile named,
        @Nullable Decided decided,
        @Nullable Copy copy,
        @Nullable Reading reading) {

    record Reading(String outcome, @Nullable String reason, boolean truncated) {}

    record Decided(
            String outcome, String reason, Instant at, long size, byte @Nullable [] commitment, long seal, int leaf) {}

    record Copy(ObjectId object, byte[] wrappedSecret, byte[] about) {}

    FileState state() {
        if (decided == null) {
            return FileState.PENDING;
        }
        if (decided.outcome().equals("absent")) {
            return FileState.ABSENT;
        }
        return copy == null ? FileState.ERASED : FileState.ARCHIVED;
    }

    @Override
    public String toString() {
        return "ShelvedFile[" + named.record() + ", " + named.file() + "]";
    }
}
