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
public record HistoryItem(
        @Schema(
                description = "Dense per conversation from 1. A client that applies items in this order, whatever the"
                        + " pages it asked for, reaches the same state as one that was connected throughout")
        long seq,

        @Schema(description = "The message concerned: of an edit or recall, the one it is about")
        UUID messageId,

        @Schema(description = "Absent where retention destroyed the message") @Nullable
        UUID senderId,

        @Schema(
                type = "object",
                description = "Absent on a recall and on whatever was recalled later."
                        + " `{type: erased}` when its author's keys were destroyed;"
                        + " `{type: purged}` when retention destroyed it: a message, an edit, a reaction or a recall;"
                        + " `{type: system, event: members-added|member-removed|role-changed|properties-changed,"
                        + " personIds?, role?, newOwnerId?, title?, history?}` on a change of the conversation")
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

        @Schema(description = "The message that began the thread") @Nullable
        UUID threadId,

        @Nullable List<UUID> mentions,

        @Schema(description = "True when everybody is mentioned") @Nullable
        Boolean mentionsAll,

        @Schema(description = "Where a forwarded message comes from") @Nullable
        Forwarded forwarded,

        @Schema(description = "Set when this item is a reaction to the message, or takes one back") @Nullable
        Reaction reaction,

        @Schema(description = "Of a message: how it is reacted to now") @Nullable
        List<Reactions> reactions,

        @Schema(description = "True on a change of the conversation itself") @Nullable
        Boolean system) {

    /// @param messageId as it was forwarded from
    /// @param senderId who said it first
    @Schema(name = "Forwarded")
    public record Forwarded(
            UUID messageId,
            UUID senderId,

            @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", timezone = "UTC")
            Instant acceptedAt) {}

    @Schema(name = "Reaction")
    public record Reaction(
            String emoji,

            @Schema(description = "True when it was taken back") @Nullable
            Boolean removed) {}

    @Schema(name = "Reactions")
    public record Reactions(
            String emoji,
            @Schema(description = "How many people") int count,

            @Schema(description = "The first of them, at most 50")
            List<UUID> personIds) {}
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
