package io.parley.archive.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of a conversation's history, named by its sequence number.
sealed interface Entry {

    long seq();

    Instant at();

    /// What it is called in every format and in the list of records.
    String kind();

    record Entered(long seq, Instant at, Somebody person) implements Entry {

        @Override
        public String kind() {
            return "entered";
        }
    }

    record Left(long seq, Instant at, Somebody person) implements Entry {

        @Override
        public String kind() {
            return "left";
        }
    }

    /// A message as it was sent, or as an edit made it.
    ///
    /// @param message all versions of a message share this id
    /// @param commitment to the content, as the archive sealed it: SHA-256(salt ‖ content)
    /// @param words null: the author's key was destroyed, and the words with it
    record Version(
            long seq,
            Instant at,
            UUID record,
            UUID message,
            boolean edit,
            String type,
            Somebody sender,
            byte[] commitment,
            @Nullable Words words)
            implements Entry {

        @Override
        public String kind() {
            return words == null ? "erased" : edit ? "edit" : "message";
        }

        @Override
        public String toString() {
            return "Version[" + record + "]";
        }
    }

    record Recall(long seq, Instant at, UUID message) implements Entry {

        @Override
        public String kind() {
            return "recall";
        }
    }
}
