package io.parley.archive.feed;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands under one number of the feed.
sealed interface FeedEntry {

    /// The number in the feed.
    long seq();

    /// Something that the archive holds.
    sealed interface Kept extends FeedEntry {

        Place place();

        /// The message it is a version or the recall of.
        UUID message();

        /// The first archived version of the message; null when that is not in the archive.
        @Nullable
        Origin origin();

        /// The name of the evidence for which it was archived: its SHA-256, hexadecimal.
        String basisSet();
    }

    /// Where it was said, and where the decision about it is sealed.
    ///
    /// @param number in the conversation
    /// @param event of the audit log, which holds the root
    record Place(
            ConversationId conversation,
            long number,
            Instant acceptedAt,
            Instant decidedAt,
            String root,
            int leaf,
            UUID event) {}

    /// @param record the first archived version of a message
    record Origin(UUID record, UUID sender) {}

    /// A record, sealed as it rests: a message as it was sent or as an edit made it, a reaction, a title.
    ///
    /// @param type as it is called in the feed
    record Version(
            long seq,
            Place place,
            UUID message,
            @Nullable Origin origin,
            String basisSet,
            UUID record,
            PersonId sender,
            Type type,
            String contentType,
            KeyId key,
            byte[] sealed,
            byte[] commitment,
            String region)
            implements Kept {

        @Override
        public String toString() {
            return "Version[" + record + "]";
        }
    }

    /// What a record of the archive is called in the feed. One of a kind that came later goes by the archive's name.
    record Type(String code) {

        static final Type MESSAGE = new Type("message");
        static final Type EDIT = new Type("edit");
        private static final Type REACTION = new Type("reaction");
        private static final Type REACTION_REMOVED = new Type("reaction-removed");
        private static final Type TITLE = new Type("title");

        static Type of(String kind, boolean edit) {
            return switch (kind) {
                case "content" -> edit ? EDIT : MESSAGE;
                case "reacted" -> REACTION;
                case "unreacted" -> REACTION_REMOVED;
                case "titled" -> TITLE;
                default -> new Type(kind);
            };
        }

        /// Whether it is a message itself, and not something about one.
        boolean isMessage() {
            return equals(MESSAGE) || equals(EDIT);
        }

        boolean isReaction() {
            return equals(REACTION) || equals(REACTION_REMOVED);
        }
    }

    record Recall(
            long seq, Place place, UUID message, @Nullable Origin origin, String basisSet) implements Kept {}

    /// What was archived and lawfully is no more.
    ///
    /// @param reason `retention` or `key-destroyed`
    /// @param record null: not known any more
    record Destroyed(long seq, String reason, @Nullable UUID record) implements FeedEntry {}

    /// What was archived, is not there or does not open, and nobody accounts for it: the archive is damaged.
    record Lost(long seq) implements FeedEntry {}
}
