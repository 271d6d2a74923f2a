package io.parley.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A conversation as one of its members sees it.
///
/// @param kind `direct`, `group` or `customer`
/// @param members who is in it; the server may add fields per member, so each is kept as it came
/// @param lastSeq the number of the newest event in it
public record Conversation(
        ConversationId conversationId,
        String kind,
        @Nullable String title,
        String region,
        List<JsonNode> members,
        long lastSeq,
        @Nullable ArchiveState archive) {

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

    /// `pending` until the server has decided.
    public String archiveState() {
        return archive == null ? "pending" : archive.state();
    }
}
