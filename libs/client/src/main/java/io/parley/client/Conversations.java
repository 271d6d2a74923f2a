package io.parley.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public final class Conversations {

    private static final String PATH = "/v1/conversations";

    private final Rest rest;

    Conversations(Rest rest) {
        this.rest = rest;
    }

    /// A second `direct` with the same two people gives the first.
    public Conversation create(ConversationId id, String kind, @Nullable String title, Collection<PersonId> memberIds) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("conversationId", id);
        body.put("kind", kind);
        if (title != null) {
            body.put("title", title);
        }
        body.put("memberIds", memberIds);
        return Json.as(rest.post(PATH, body), Conversation.class);
    }

    public Page<Conversation> list(@Nullable String after, int limit) {
        return Json.page(rest.get(PATH + new Query().with("after", after).with("limit", limit)), Conversation.class);
    }

    /// Those with the newest activity first; a cursor belongs to its order.
    public Page<Conversation> recent(@Nullable String after, int limit) {
        Query query = new Query().with("order", "recent").with("after", after).with("limit", limit);
        return Json.page(rest.get(PATH + query), Conversation.class);
    }

    /// Changes the title and what those who join later may read; `null` leaves as it is.
    public Conversation change(ConversationId id, @Nullable String title, @Nullable String history) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (title != null) {
            body.put("title", title);
        }
        if (history != null) {
            body.put("history", history);
        }
        return Json.as(rest.patch(PATH + "/" + id, body), Conversation.class);
    }

    /// @param role `owner`, `moderator` or `member`
    public Conversation appoint(ConversationId id, PersonId person, String role) {
        return Json.as(
                rest.put(PATH + "/" + id + "/members/" + person + "/role", Map.of("role", role)), Conversation.class);
    }

    public Conversation get(ConversationId id) {
        return Json.as(rest.get(PATH + "/" + id), Conversation.class);
    }

    public void addMembers(ConversationId id, Collection<PersonId> people) {
        var _ = rest.post(PATH + "/" + id + "/members", Map.of("personIds", people));
    }

    /// Who has the message of this number, and who has read it; `null` means the newest.
    public Receipts receipts(ConversationId id, @Nullable Long seq, @Nullable String after, int limit) {
        String parameters = new Query()
                .with("seq", seq)
                .with("after", after)
                .with("limit", limit)
                .toString();
        return Json.as(rest.get(PATH + "/" + id + "/receipts" + parameters), Receipts.class);
    }

    public void removeMember(ConversationId id, PersonId person) {
        var _ = rest.delete(PATH + "/" + id + "/members/" + person);
    }
}
