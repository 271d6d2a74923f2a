package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who had a message, and since when, as far as the gate let their marks in. Marks are of a moment's worth: a message
/// may
/// have been read a little before.
///
/// @param seq the number of the message
record ReceiptView(UUID conversationId, long seq, List<Item> items) {

    /// The author, and those who had it.
    List<PersonId> people(UUID author) {
        return Stream.concat(Stream.of(author), items.stream().map(Item::personId))
                .map(PersonId::new)
                .toList();
    }

    /// @param readAt absent: no mark says so
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            UUID personId, Instant deliveredAt, @Nullable Instant readAt) {}
}
