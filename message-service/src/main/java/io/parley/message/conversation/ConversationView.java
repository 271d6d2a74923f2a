package io.parley.message.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
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

        @Schema(description = "The caller's own read mark") long readSeq,
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

    /// A page of one's own conversations, ascending by id.
    @Schema(name = "ConversationPage")
    record Page(
            List<ConversationView> items,
            @JsonInclude @Nullable String nextCursor) {}

    List<UUID> memberIds() {
        return members.stream().map(Member::personId).toList();
    }
}
