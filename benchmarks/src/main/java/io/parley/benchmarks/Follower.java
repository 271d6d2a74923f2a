package io.parley.benchmarks;

import io.parley.benchmarks.socket.ClientFrames;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.SocketEvents;
import io.parley.benchmarks.socket.Wire;
import java.util.Map;
import java.util.UUID;

/// One client of a mass reconnect: knows one conversation up to its cursor and wants the rest of it. Belongs to the
/// loop.
final class Follower implements SocketEvents {

    private final UUID conversation;
    private final long target;
    private long cursor;
    private long caughtUpAt;
    private boolean welcomed;
    private boolean disordered;

    /// @param target the conversation's last number
    Follower(UUID conversation, long target) {
        this.conversation = conversation;
        this.target = target;
        this.cursor = target;
    }

    byte[] hello() {
        return ClientFrames.hello("bench", Map.of(conversation, cursor));
    }

    /// As if the last messages had come while it was away.
    void forget(long messages) {
        cursor = Math.max(0, target - messages);
        welcomed = false;
        caughtUpAt = 0;
    }

    boolean isCaughtUp() {
        return caughtUpAt != 0;
    }

    long caughtUpAt() {
        return caughtUpAt;
    }

    /// Whether any number came twice, late or never.
    boolean isDisordered() {
        return disordered;
    }

    @Override
    public void frame(Wire wire, ServerFrame frame, long nanos) {
        switch (frame.kind()) {
            case WELCOME -> welcomed = true;
            case MESSAGE, MESSAGE_CHANGED, CONVERSATION -> numbered(frame);
            case ACCEPTED, REJECTED, ERROR, GOODBYE, OTHER -> {}
        }
        if (welcomed && cursor >= target && caughtUpAt == 0) {
            caughtUpAt = nanos;
        }
    }

    private void numbered(ServerFrame frame) {
        if (frame.seq() > 0 && frame.conversationId().is(conversation)) {
            disordered |= frame.seq() != cursor + 1;
            cursor = Math.max(cursor, frame.seq());
        }
    }

    @Override
    public void closed(Wire wire, String why) {
        welcomed = false;
    }
}
