package io.parley.message.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One numbered fact as a member sees it.
///
/// @param content the JSON as its author sent it
@Schema(name = "Message")
record HistoryItem(
        @Schema(
                description = "Dense per conversation from 1. A client that applies items in this order, whatever the"
                        + " pages it asked for, reaches the same state as one that was connected throughout")
        long seq,

        @Schema(description = "The message concerned: of an edit or recall, the one it is about")
        UUID messageId,

        UUID senderId,

        @Schema(
                type = "object",
                description = "Absent on a recall and on whatever was recalled later."
                        + " `{type: erased}` when its author's keys were destroyed;"
                        + " `{type: system, event: members-added|member-removed, personIds}` on a change of membership")
        @JsonRawValue
        @Nullable
        String content,

        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", timezone = "UTC")
        Instant acceptedAt,

        @Schema(
                description = "Set on an edit: this item's content replaces that message's. The edited message itself"
                        + " keeps the content it was sent with")
        @Nullable
        UUID editOf,

        @Schema(description = "True on a recall, and on each item of a message that was recalled") @Nullable
        Boolean recalled,

        @Nullable UUID replyTo,
        @Nullable List<UUID> mentions,

        @Schema(description = "True on a change of membership") @Nullable
        Boolean system) {

    /// A page in ascending order.
    @Schema(name = "MessagePage")
    record Page(
            List<HistoryItem> items,

            @Schema(description = "For the same parameter (`after` or `before`); null at the end")
            @JsonInclude
            @Nullable
            String nextCursor) {}

    @Override
    public String toString() {
        return "HistoryItem[#" + seq + ", content=[redacted]]";
    }
}
