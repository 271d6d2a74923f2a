package io.parley.archive.feed;

import io.parley.archive.feed.FeedEntry.Kept;
import io.parley.archive.feed.FeedEntry.Recall;
import io.parley.archive.feed.FeedEntry.Version;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something in clear, on its way into its ciphertext. Never printed.
///
/// @param words null: it has none
record OpenEntry(Kept entry, @Nullable Words words) {

    /// The content byte by byte as it was archived.
    ///
    /// @param salt opens the commitment to it
    record Words(byte[] content, byte[] salt) {

        byte[] commitment() {
            MessageDigest digest = sha256();
            digest.update(salt);
            return digest.digest(content);
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    long seq() {
        return entry.seq();
    }

    /// A recall has no id of its own in the archive: it gets one from its place, always the same (RFC 9562 §5.8).
    UUID recordId() {
        return switch (entry) {
            case Version version -> version.record();
            case Recall recall -> idOf(recall);
        };
    }

    /// Whose message it is or tells of; null when that is not in the archive.
    @Nullable
    PersonId author() {
        return switch (entry) {
            case Version version -> version.sender();
            case Recall recall -> authorOf(recall.origin());
        };
    }

    private static @Nullable PersonId authorOf(FeedEntry.@Nullable Origin origin) {
        return origin == null ? null : new PersonId(origin.sender());
    }

    private static UUID idOf(Recall recall) {
        MessageDigest digest = sha256();
        digest.update(Ids.array(recall.place().conversation().value()));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(
                ByteBuffer.allocate(Long.BYTES).putLong(recall.place().number()).array()));
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }

    @Override
    public String toString() {
        return "OpenEntry[" + seq() + "]";
    }
}
