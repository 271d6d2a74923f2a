package io.parley.benchmarks;

import io.parley.benchmarks.socket.FrameKind;
import io.parley.benchmarks.socket.MessageIds;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.SocketEvents;
import io.parley.benchmarks.socket.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One socket in one conversation. Checks that every number comes once and in order; who speaks here as well is not
/// shown their own messages, so there numbers only have to grow. Belongs to the loop.
final class Listener implements SocketEvents {

    private final UUID conversation;
    private final Progress progress;
    private final List<Speaker> speakers;
    private final @Nullable Speaker own;
    private final Timeline timeline;
    private String goodbye = "";
    private long last;

    /// @param last the number up to which this client knows the conversation
    /// @param speakers all of the run, by number
    Listener(
            UUID conversation,
            long last,
            Progress progress,
            List<Speaker> speakers,
            @Nullable Speaker own,
            Timeline timeline) {
        this.conversation = conversation;
        this.last = last;
        this.progress = progress;
        this.speakers = speakers;
        this.own = own;
        this.timeline = timeline;
    }

    @Override
    public void frame(Wire wire, ServerFrame frame, long nanos) {
        switch (frame.kind()) {
            case MESSAGE, MESSAGE_CHANGED, CONVERSATION -> numbered(frame, nanos);
            case ACCEPTED -> accepted(frame, nanos);
            case REJECTED -> rejected(frame);
            case WELCOME -> welcomed(wire);
            case ERROR -> progress.failed("error: " + code(frame), 0);
            case GOODBYE -> goodbye = ", " + code(frame);
            case OTHER -> {}
        }
    }

    private void welcomed(Wire wire) {
        if (own != null) {
            own.speakThrough(wire);
        }
    }

    private void accepted(ServerFrame frame, long nanos) {
        if (own != null) {
            timeline.seen(frame.seq(), nanos);
            own.accepted(frame, nanos);
        }
    }

    private void rejected(ServerFrame frame) {
        if (own != null) {
            own.rejected(frame);
        }
    }

    private void numbered(ServerFrame frame, long nanos) {
        if (frame.seq() == 0 || !frame.conversationId().is(conversation)) {
            return;
        }
        inOrder(frame.seq());
        if (frame.kind() == FrameKind.MESSAGE && progress.ids().isMine(frame.messageId())) {
            speakers.get(MessageIds.sender(frame.messageId())).delivered(MessageIds.number(frame.messageId()), nanos);
        }
    }

    private void inOrder(long seq) {
        boolean right = own == null ? seq == last + 1 : seq > last;
        if (!right) {
            progress.failed(seq <= last ? "number repeated or late" : "gap in the numbers", 0);
        }
        last = Math.max(last, seq);
    }

    private static String code(ServerFrame frame) {
        return frame.tree().path("code").asString("none");
    }

    @Override
    public void closed(Wire wire, String why) {
        progress.failed("socket ended: " + why + goodbye, 0);
    }
}
