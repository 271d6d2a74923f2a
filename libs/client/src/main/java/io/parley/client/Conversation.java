package io.parley.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A conversation as one of its members sees it.
///
/// @param kind `direct`, `group` or `customer`
/// @param members who is in it; the server may add fields per member, so each is kept as it came
/// @param role this person's own: `owner`, `moderator` or `member`
/// @param history what those who join later may read of what was said before: `all` or `from-joining`
/// @param lastMessage that was not recalled, with its content as last edited
/// @param unread at most 999; `unreadCapped` says that there may be more
/// @param lastSeq the number of the newest event in it
public record Conversation(
        ConversationId conversationId,
        String kind,
        @Nullable String title,
        String region,
        List<JsonNode> members,
        long lastSeq,
        @Nullable ArchiveState archive,
        @Nullable String role,
        @Nullable String history,
        long readSeq,
        @Nullable Message lastMessage,
        int unread,
        boolean unreadCapped,
        int unreadMentions) {

    /// Whether what is said here goes into the archive.
    ///
    /// @param state `archived`, `not-archived` or `pending`
    public record ArchiveState(
            String state, @JsonProperty("why") @Nullable JsonNode why) {}

    public List<PersonId> memberIds() {
        return members.stream()
                .map(member -> PersonId.of((member.isObject() ? member.path("personId") : member).asString()))
                .toList();
    }

    /// What this member is in it; `member` for those who are not in it.
    public String roleOf(PersonId person) {
        return members.stream()
                .filter(member ->
                        person.toString().equals(member.path("personId").asString("")))
                .map(member -> member.path("role").asString("member"))
                .findFirst()
                .orElse("member");
    }

    /// `pending` until the server has decided.
    public String archiveState() {
        return archive == null ? "pending" : archive.state();
    }
}
