package io.parley.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Understands what the server says and tells the outbox, the inbox and the listener.
final class Session {

    private final Outbox outbox;
    private final Inbox inbox;
    private final Purges purges;
    private final SocketListener listener;
    private final Supplier<Set<PersonId>> watched;
    private final CompletableFuture<Welcome> ready = new CompletableFuture<>();
    private volatile @Nullable Welcome welcome;
    private volatile @Nullable String sentAway;

    Session(Outbox outbox, Inbox inbox, Purges purges, SocketListener listener, Supplier<Set<PersonId>> watched) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.purges = purges;
        this.listener = listener;
        this.watched = watched;
    }

    CompletableFuture<Welcome> ready() {
        return ready;
    }

    /// The session that stands now; `null` between two connections.
    @Nullable
    Welcome standing() {
        return welcome;
    }

    /// Why the server does not want this client back; `null` while it may reconnect.
    @Nullable
    String sentAway() {
        return sentAway;
    }

    void lost(String reason) {
        welcome = null;
        outbox.pause();
        listener.onDisconnected(reason);
    }

    void over(String reason) {
        outbox.close(reason);
        ready.completeExceptionally(new RejectedException("closed", reason));
        listener.onClosed(reason);
    }

    /// A frame that cannot be handled (no JSON, or the history it needs is out of reach) breaks the connection: the
    /// next
    /// one resumes from the cursors, so nothing is lost.
    void frame(Wire wire, String text) {
        try {
            handle(wire, Json.MAPPER.readTree(text));
        } catch (JacksonException e) {
            wire.abort("unreadable frame");
        } catch (RuntimeException e) {
            wire.abort("frame not handled: " + e.getClass().getSimpleName());
        }
    }

    private void handle(Wire wire, JsonNode frame) {
        String type = frame.path("type").asString("");
        switch (type) {
            case "welcome" -> welcome(wire, Json.as(frame, Welcome.class));
            case "accepted" -> accepted(Json.as(frame, Accepted.class));
            case "rejected" -> rejected(frame);
            case "message", "message-changed" -> numbered(frame);
            case "purged" -> purged(frame);
            case "conversation" -> conversation(frame);
            case "presence" -> listener.onPresence(Json.as(frame, Presence.class));
            case "receipt" -> listener.onReceipt(Json.as(frame, Receipt.class));
            case "receipts" -> listener.onReceiptCounts(Json.as(frame, ReceiptCounts.class));
            case "typing" ->
                listener.onTyping(
                        ConversationId.of(text(frame, "conversationId")), PersonId.of(text(frame, "personId")));
            case "error" -> listener.onError(text(frame, "code"), text(frame, "detail"));
            case "goodbye" -> goodbye(wire, frame);
            case "pong" -> {}
            default -> listener.onOther(type, frame);
        }
    }

    private void welcome(Wire wire, Welcome now) {
        now.conversations().forEach(standing -> inbox.begin(standing.conversationId(), standing.lastSeq()));
        now.conversations().forEach(standing -> purges.welcome(standing.conversationId(), standing.purges()));
        welcome = now;
        if (!watched.get().isEmpty()) {
            wire.send(Frames.subscribe(watched.get()));
        }
        outbox.open(wire::send);
        ready.complete(now);
        listener.onWelcome(now);
    }

    /// The sending device hears of its own message by this frame only, so it counts as the message's arrival.
    private void accepted(Accepted answer) {
        if (answer.messageId() == null) {
            return;
        }
        outbox.answered(answer.messageId()).ifPresent(wish -> {
            wish.answer().complete(answer);
            if (wish.own() == null) {
                inbox.fetch(wish.conversation(), answer.seq());
            } else {
                inbox.offer(wish.conversation(), wish.own().accepted(wish.conversation(), answer, self()));
            }
        });
    }

    private @Nullable PersonId self() {
        Welcome now = welcome;
        return now == null ? null : now.personId();
    }
    /// "Not now" (the frame says when) is not the end of a wish: it is sent again under the same id.
    private void rejected(JsonNode frame) {
        long retryAfter = frame.path("retryAfterMs").asLong(0);
        if (retryAfter > 0) {
            MessageId id = MessageId.of(text(frame, "messageId"));
            CompletableFuture.delayedExecutor(retryAfter, TimeUnit.MILLISECONDS).execute(() -> outbox.again(id));
            return;
        }
        var failure = new RejectedException(text(frame, "code"), text(frame, "detail"));
        outbox.answered(MessageId.of(text(frame, "messageId")))
                .ifPresent(wish -> wish.answer().completeExceptionally(failure));
    }

    private void numbered(JsonNode frame) {
        Message message = Json.as(frame, Message.class);
        if (message.conversationId() != null && message.seq() > 0) {
            inbox.offer(message.conversationId(), message);
        } else {
            listener.onOther(text(frame, "type"), frame);
        }
    }

    private void purged(JsonNode frame) {
        long number = frame.path("number").asLong();
        purges.told(
                ConversationId.of(text(frame, "conversationId")),
                frame.path("after").asLong(),
                number,
                frame.path("runs")
                        .valueStream()
                        .map(run -> new Purge(
                                number,
                                run.path("firstSeq").asLong(),
                                run.path("lastSeq").asLong()))
                        .toList());
    }

    private void conversation(JsonNode frame) {
        ConversationId conversation = ConversationId.of(text(frame, "conversationId"));
        long seq = frame.path("seq").asLong(0);
        if (seq > 0) {
            inbox.offer(conversation, Message.of(conversation, seq, system(frame)));
        }
        listener.onConversation(conversation, frame);
    }

    /// As the history shows the same change.
    private static Content system(JsonNode frame) {
        ObjectNode content = Json.MAPPER.createObjectNode().put("type", "system");
        content.set("event", frame.path("change"));
        for (String field : List.of("personIds", "role", "newOwnerId", "title", "history", "why")) {
            if (frame.has(field)) {
                content.set(field, frame.get(field));
            }
        }
        return new Content(content);
    }

    private void goodbye(Wire wire, JsonNode frame) {
        if (!frame.path("reconnect").asBoolean(true)) {
            sentAway = text(frame, "code");
        }
        wire.close();
    }

    private static String text(JsonNode frame, String field) {
        return frame.path(field).asString("");
    }
}
