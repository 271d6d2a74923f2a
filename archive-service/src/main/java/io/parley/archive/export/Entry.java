package io.parley.archive.export;

import java.time.Instant;
import java.util.List;
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

    /// What a record of the archive is exported as.
    sealed interface Kept extends Entry {

        UUID record();

        Somebody sender();

        /// To the content, as the archive sealed it: SHA-256(salt ‖ content).
        byte[] commitment();

        /// Null: the author's key was destroyed, and the words with it.
        @Nullable
        Words words();

        @Override
        default String kind() {
            return words() == null ? "erased" : what();
        }

        String what();
    }

    /// A message as it was sent, or as an edit made it.
    ///
    /// @param message all versions of a message share this id
    record Version(
            long seq,
            Instant at,
            UUID record,
            UUID message,
            boolean edit,
            String type,
            Somebody sender,
            byte[] commitment,
            @Nullable Words words,
            List<Attachment> files)
            implements Kept {

        @Override
        public String what() {
            return edit ? "edit" : "message";
        }

        @Override
        public String toString() {
            return "Version[" + record + "]";
        }
    }

    /// @param message that it is a reaction to
    record Reaction(
            long seq,
            Instant at,
            UUID record,
            UUID message,
            boolean removed,
            Somebody sender,
            byte[] commitment,
            @Nullable Words words)
            implements Kept {

        @Override
        public String what() {
            return removed ? "reaction-removed" : "reaction";
        }

        @Override
        public String toString() {
            return "Reaction[" + record + "]";
        }
    }

    /// What somebody called the conversation from then on.
    record Title(
            long seq,
            Instant at,
            UUID record,
            Somebody sender,
            byte[] commitment,
            @Nullable Words words) implements Kept {

        @Override
        public String what() {
            return "title";
        }

        @Override
        public String toString() {
            return "Title[" + record + "]";
        }
    }

    /// How far somebody had come then. It has no number of its own: `seq` is the last one they had.
    record Receipt(long seq, Instant at, Somebody person, long read) implements Entry {

        @Override
        public String kind() {
            return "receipt";
        }
    }

    record Recall(long seq, Instant at, UUID message) implements Entry {

        @Override
        public String kind() {
            return "recall";
        }
    }
}
