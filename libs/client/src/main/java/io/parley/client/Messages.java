package io.parley.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

public final class Messages {

    private static final int PAGE = 500;

    private final Rest rest;

    Messages(Rest rest) {
        this.rest = rest;
    }

    /// Returns once the message is durable. Repeating it with the same id is safe and gives the same answer.
    public Accepted send(ConversationId conversation, MessageId id, Content content) {
        return send(conversation, id, content, SendOptions.NONE);
    }

    public Accepted send(ConversationId conversation, MessageId id, Content content, MessageId replyTo) {
        return send(conversation, id, content, SendOptions.replyTo(replyTo));
    }

    public Accepted send(ConversationId conversation, MessageId id, Content content, SendOptions options) {
        return Json.as(rest.post(path(conversation), Frames.said(id, content, options)), Accepted.class);
    }

    /// Says again what was said elsewhere; this person must be allowed to read it.
    public Accepted forward(
            ConversationId conversation, MessageId id, ConversationId from, MessageId original, SendOptions options) {
        return Json.as(rest.post(path(conversation), Frames.forwarded(id, from, original, options)), Accepted.class);
    }

    /// What is so already changes nothing and has its first number.
    public Accepted react(ConversationId conversation, MessageId id, String emoji) {
        return accepted(rest.put(reaction(conversation, id, emoji), Map.of()));
    }

    public Accepted unreact(ConversationId conversation, MessageId id, String emoji) {
        return accepted(rest.delete(reaction(conversation, id, emoji)));
    }

    /// The message that began the thread, those in it, and their edits, after `seq`.
    public Page<Message> thread(ConversationId conversation, MessageId root, long seq, int limit) {
        return history(
                conversation,
                new Query().with("thread", root).with("after", seq).with("limit", limit));
    }

    public Accepted edit(ConversationId conversation, MessageId id, Content content) {
        return accepted(rest.put(path(conversation) + "/" + id, Map.of("content", content)));
    }

    public Accepted recall(ConversationId conversation, MessageId id) {
        return accepted(rest.delete(path(conversation) + "/" + id));
    }

    /// Ascending, beginning after `seq`.
    public Page<Message> after(ConversationId conversation, long seq, int limit) {
        return history(conversation, new Query().with("after", seq).with("limit", limit));
    }

    /// Those before `seq`.
    public Page<Message> before(ConversationId conversation, long seq, int limit) {
        return history(conversation, new Query().with("before", seq).with("limit", limit));
    }

    /// The whole conversation, page by page.
    public List<Message> all(ConversationId conversation) {
        return range(conversation, 0, Long.MAX_VALUE);
    }

    /// Events with `after < seq < before`, ascending.
    public List<Message> range(ConversationId conversation, long after, long before) {
        var found = new java.util.ArrayList<Message>();
        for (long cursor = after; cursor + 1 < before; ) {
            List<Message> page = after(conversation, cursor, (int) Math.min(PAGE, before - cursor - 1))
                    .items();
            page.stream().filter(message -> message.seq() < before).forEach(found::add);
            if (page.isEmpty() || page.getLast().seq() <= cursor) {
                break;
            }
            cursor = page.getLast().seq();
        }
        return found;
    }

    /// What retention destroyed, after the purge of this number, ascending.
    public Page<Purge> purges(ConversationId conversation, long number, int limit) {
        Query query = new Query().with("after", number).with("limit", limit);
        return Json.page(rest.get("/v1/conversations/" + conversation + "/purges" + query), Purge.class);
    }

    List<Purge> allPurges(ConversationId conversation, long number) {
        var found = new java.util.ArrayList<Purge>();
        for (Page<Purge> page = purges(conversation, number, PAGE); ; ) {
            found.addAll(page.items());
            String next = page.nextCursor();
            if (next == null) {
                return found;
            }
            page = purges(conversation, Long.parseLong(next), PAGE);
        }
    }

    /// A read mark never moves back.
    public void read(ConversationId conversation, long seq) {
        var _ = rest.put("/v1/conversations/" + conversation + "/read", Map.of("seq", seq));
    }

    private Page<Message> history(ConversationId conversation, Query query) {
        Page<Message> page = Json.page(rest.get(path(conversation) + query), Message.class);
        return new Page<>(
                page.items().stream().map(item -> item.in(conversation)).toList(), page.nextCursor());
    }

    private static Accepted accepted(JsonNode answer) {
        return answer.isMissingNode() ? new Accepted(null, null, 0, null) : Json.as(answer, Accepted.class);
    }

    private static String reaction(ConversationId conversation, MessageId id, String emoji) {
        return path(conversation) + "/" + id + "/reactions/" + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }

    private static String path(ConversationId conversation) {
        return "/v1/conversations/" + conversation + "/messages";
    }
}
