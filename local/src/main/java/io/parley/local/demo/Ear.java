package io.parley.local.demo;

import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.ParleySocket;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// An actor's open socket and what was heard on it in one conversation.
final class Ear implements SocketListener, AutoCloseable {

    private final ConversationId conversation;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> archiveStates = new CopyOnWriteArrayList<>();
    private final ParleySocket socket;

    Ear(Actor actor, ConversationId conversation) {
        this.conversation = conversation;
        this.socket = actor.api().connect(SocketOptions.device("demo-" + actor.name()), this);
        try {
            var _ = socket.ready().get(15, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new Differs("socket of " + actor.name() + ": " + e.getMessage() + " (expected: a welcome)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Differs("interrupted");
        }
    }

    ParleySocket socket() {
        return socket;
    }

    List<Message> messages() {
        return messages;
    }

    /// The archive states that were announced, oldest first.
    List<String> archiveStates() {
        return archiveStates;
    }

    @Override
    public void onMessage(Message message) {
        if (conversation.equals(message.conversationId())) {
            messages.add(message);
        }
    }

    @Override
    public void onConversation(ConversationId changed, JsonNode frame) {
        if (conversation.equals(changed) && frame.path("archive").isObject()) {
            archiveStates.add(frame.path("archive").path("state").asString(""));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
