package io.parley.archive.retention;

import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Archived records that are no more: each number from the first to the last was one.
///
/// @param digest SHA-256, hexadecimal, over each record's id (16 bytes) and the commitment that was sealed of it (32
///     bytes), by number; of a recall mark over its message's id alone
record PurgedRange(UUID conversationId, long fromSeq, long toSeq, UUID policyId, String reason, String digest) {

    /// Where a page goes on: `<conversation>.<number>`.
    record Cursor(UUID conversation, long seq) {

        private static final Cursor START = new Cursor(new UUID(0, 0), 0);

        static Cursor of(@Nullable String text) {
            if (text == null) {
                return START;
            }
            int dot = text.indexOf('.');
            try {
                return new Cursor(Ids.parse(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw DomainException.invalid("after", "a cursor that a page gave you");
            }
        }
    }

    String cursor() {
        return conversationId + "." + fromSeq;
    }
}
