package io.parley.acceptance;

import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.PersonId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a client shows of a conversation after applying its events in order; nothing but the events enters it.
final class Picture {

    private final Map<String, Shown> messages = new TreeMap<>();
    private final TreeSet<String> reactions = new TreeSet<>();
    private final Map<String, String> roles = new TreeMap<>();
    private @Nullable String title;
    private long seq;

    /// Equal for clients that show the same.
    record State(
            long seq,
            Map<String, Shown> messages,
            List<String> reactions,
            Map<String, String> roles,
            @Nullable String title) {}

    record Shown(
            @Nullable String sender,
            @Nullable String content,
            boolean recalled,
            @Nullable MessageId replyTo,
            @Nullable MessageId threadId,
            Message.@Nullable Forwarded forwarded) {}

    synchronized State state() {
        return new State(seq, new TreeMap<>(messages), List.copyOf(reactions), new TreeMap<>(roles), title);
    }

    synchronized long seq() {
        return seq;
    }

    synchronized Picture apply(List<Message> events) {
        events.forEach(this::apply);
        return this;
    }

    synchronized void apply(Message event) {
        if (event.seq() != seq + 1) {
            throw new IllegalStateException("seq: " + event.seq() + " (expected: " + (seq + 1) + ")");
        }
        seq = event.seq();
        if (event.content() != null && event.content().type().equals("system")) {
            system(event.content().json());
        } else if (event.reaction() != null) {
            react(event, event.reaction());
        } else if (event.recalled()) {
            recall(event);
        } else {
            said(event);
        }
    }

    private void said(Message event) {
        String id = String.valueOf(event.messageId());
        String content = event.content() == null ? null : event.content().json().toString();
        Shown before = messages.get(id);
        if (event.editOf() == null) {
            messages.put(
                    id,
                    new Shown(
                            text(event.senderId()),
                            content,
                            false,
                            event.replyTo(),
                            event.threadId(),
                            event.forwarded()));
        } else if (before != null && !before.recalled()) {
            messages.put(
                    id,
                    new Shown(
                            before.sender(), content, false, before.replyTo(), before.threadId(), before.forwarded()));
        }
    }

    /// A message that was recalled since comes as recalled from the start, so only what both clients know is kept.
    private void recall(Message event) {
        String id = String.valueOf(event.messageId());
        messages.put(id, new Shown(text(event.senderId()), null, true, null, null, null));
        reactions.removeIf(reaction -> reaction.startsWith(id));
    }

    private void react(Message event, Message.Reaction reaction) {
        String id = String.valueOf(event.messageId());
        Shown message = messages.get(id);
        String entry = id + " " + event.senderId() + " " + reaction.emoji();
        if (reaction.removed()) {
            reactions.remove(entry);
        } else if (message != null && !message.recalled()) {
            reactions.add(entry);
        }
    }

    private void system(JsonNode change) {
        for (JsonNode person : change.path("personIds")) {
            switch (change.path("event").asString()) {
                case "members-added" -> roles.put(person.asString(), "member");
                case "member-removed" -> roles.remove(person.asString());
                case "role-changed" ->
                    roles.put(person.asString(), change.path("role").asString());
                default -> throw new IllegalStateException("event: " + change.path("event"));
            }
        }
        if (change.has("newOwnerId")) {
            roles.put(change.path("newOwnerId").asString(), "owner");
        }
        if (change.has("title")) {
            title = change.path("title").asString();
        }
    }

    private static @Nullable String text(@Nullable PersonId person) {
        return person == null ? null : person.toString();
    }
}
