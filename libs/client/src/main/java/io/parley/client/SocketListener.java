package io.parley.client;

import tools.jackson.databind.JsonNode;

/// Told what happens on a socket, one call at a time. A listener that waits for the socket's own acknowledgements waits
/// for
/// ever: they are read by the thread that calls it.
public interface SocketListener {

    /// The session stands, at first and after each reconnect.
    default void onWelcome(Welcome welcome) {}

    /// Every numbered event of every conversation, own ones too: once, and in order within its conversation.
    default void onMessage(Message message) {}

    /// Retention destroyed these numbers, both ends included: drop every copy of them. What was away hears it when it
    /// comes back, as long as it keeps [ParleySocket#purges()] with its cursors; the same may be told twice.
    default void onPurged(ConversationId conversation, long firstSeq, long lastSeq) {}

    /// A conversation's membership, title or archive state changed.
    default void onConversation(ConversationId conversation, JsonNode frame) {}

    default void onPresence(Presence presence) {}

    /// A member's marks moved. Conversations of many members tell [#onReceiptCounts] instead.
    default void onReceipt(Receipt receipt) {}

    default void onReceiptCounts(ReceiptCounts counts) {}

    /// Somebody types; forget it after a few seconds.
    default void onTyping(ConversationId conversation, PersonId person) {}

    /// `notice` and whatever the server learns to say later, as it came.
    default void onOther(String type, JsonNode frame) {}

    /// The server could not make sense of a frame; the connection lives.
    default void onError(String code, String detail) {}

    /// The connection is gone; the socket will try again unless [#onClosed] follows.
    default void onDisconnected(String reason) {}

    /// No further try will be made.
    default void onClosed(String reason) {}
}
