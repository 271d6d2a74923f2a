package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    @Override
    public String toString() {
        return "HistoryItem[" + seq + ", " + kind + "]";
    }
}
