package io.parley.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.parley.contracts.ConversationId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One fact on its way to one session; holds one reference of the shared buffer.
///
/// @param own the session whose command this answers: it has its `accepted` frame already, only its cursor moves
record Delivery(
        ConversationId conversation,
        long seq,
        ByteBuf frame,
        @Nullable Session own) implements Consumer<Session> {

    static void toAll(Session[] sessions, Delivery delivery) {
        for (Session session : sessions) {
            delivery.frame.retain();
            session.offer(delivery);
        }
    }

    @Override
    public void accept(Session session) {
        try {
            if (session.admit(conversation, seq) && session != own) {
                session.write(frame.retainedDuplicate());
            }
        } finally {
            frame.release();
        }
    }
}
