package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What was done to a conversation itself.
///
/// @param kind `opened`, `joined`, `left`, `role-changed`, `renamed` or `visibility-changed`
/// @param actorId absent: the system did it
/// @param personIds to whom
/// @param detail codes and ids: `conversationKind`, `ownerId`, `role`, `history`, `newOwnerId`, `leftOrganisation`
/// @param title where one was given and the gate let it in; absent as well when its author was erased
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryItem(
        long seq,
        Instant acceptedAt,
        String kind,
        @Nullable UUID actorId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UUID> personIds,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) JsonNode detail,
        @Nullable UUID recordId,
        @Nullable String title) {

    HistoryItem titled(@Nullable OpenVersion version) {
        return version == null
                ? this
                : new HistoryItem(
                        seq,
                        acceptedAt,
                        kind,
                        actorId,
                        personIds,
                        detail,
                        version.stored().recordId(),
                        version.json().path("title").asString(""));
    }

    Stream<PersonId> people() {
        return Stream.concat(Stream.ofNullable(actorId), personIds.stream()).map(PersonId::new);
    }

    @Override
    public String toString() {
        return "HistoryItem[" + seq + ", " + kind + "]";
    }
}
