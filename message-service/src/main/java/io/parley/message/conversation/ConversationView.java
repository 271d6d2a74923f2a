package io.parley.message.conversation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.message.history.HistoryItem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as one of its members sees it.
@Schema(name = "Conversation")
record ConversationView(
        UUID conversationId,

        @Schema(allowableValues = {"direct", "group", "customer"})
        String kind,

        @Nullable String title,
        String region,
        List<Member> members,

        @Schema(
                allowableValues = {"owner", "moderator", "member"},
                description = "The caller's own")
        String role,

        @Schema(
                allowableValues = {"all", "from-joining"},
                description = "What those who join from now on may read of what was said before")
        String history,

        @Schema(description = "The number of the newest item; 0 while nothing was said")
        long lastSeq,

        @Schema(description = "When the newest item was accepted, or the opening")
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", timezone = "UTC")
        Instant lastActivityAt,

        @Schema(description = "The caller's own read mark") long readSeq,

        @Schema(
                description =
                        "The last message that was not recalled, with its content as last edited; absent when there"
                                + " is none that the caller may read. Without content while its key cannot be had")
        @Nullable
        HistoryItem lastMessage,

        @Schema(description = "Messages of others after the read mark and since joining, at most 999")
        int unread,

        @Schema(
                description = "True when there may be more than `unread` says: older than the newest 2,000 items is not"
                        + " counted")
        boolean unreadCapped,

        @Schema(description = "How many of the unread ones mention the caller or everybody, at most 999")
        int unreadMentions,

        Archive archive) {

    record Member(
            UUID personId,

            @Schema(allowableValues = {"owner", "moderator", "member"})
            String role) {}

    @Schema(name = "ConversationArchive")
    record Archive(
            @Schema(allowableValues = {"archived", "not-archived", "pending"})
            String state,

            @Schema(description = "A stable code, for example `all-parties-agreed` or `consent-withdrawn`")
            String why) {}

    /// A page of one's own conversations.
    @Schema(name = "ConversationPage")
    record Page(
            List<ConversationView> items,
            @JsonInclude @Nullable String nextCursor) {}
}
