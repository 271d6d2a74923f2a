package io.parley.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One frame on its way to many sessions, encoded once; holds one reference of the shared buffer for each.
///
/// For what is not numbered: a session that misses it misses nothing that history has.
record Broadcast(ByteBuf frame) implements Consumer<Session> {

    static void send(Session[] listeners, byte[] json, Predicate<Session> wanted) {
        if (listeners.length == 0) {
            return;
        }
        ByteBuf frame = WireFrames.text(ByteBufAllocator.DEFAULT, json);
        try {
            for (Session session : listeners) {
                if (wanted.test(session)) {
                    session.offer(new Broadcast(frame.retain()));
                }
            }
        } finally {
            frame.release();
        }
    }

    @Override
    public void accept(Session session) {
        try {
            session.write(frame.retainedDuplicate());
        } finally {
            frame.release();
        }
    }
}
