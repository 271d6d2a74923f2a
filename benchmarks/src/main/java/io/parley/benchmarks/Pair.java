package io.parley.benchmarks;

import io.parley.benchmarks.Crowd.Member;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.ParleySocket;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One sender and one receiver, each on a socket, in a conversation of their own.
final class Pair implements SocketListener, AutoCloseable {

    private static final Content WORDS =
            Content.text("The courier leaves the Shanghai warehouse tomorrow. 快递明天从上海仓库发出，请注意查收。");

    private final ConversationId conversation;
    private final Map<MessageId, Long> under = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder arrived = new LongAdder();
    private final ParleySocket sender;
    private final ParleySocket receiver;
    private final Meter meter;
    private volatile long lastSeq;
    private volatile boolean disordered;

    Pair(Member from, Member to, int window, Meter meter)
            throws InterruptedException, ExecutionException, TimeoutException {
        this.meter = meter;
        this.conversation = from.api()
                .conversations()
                .create(ConversationId.next(), "group", null, List.of(to.id()))
                .conversationId();
        this.receiver = to.api().connect(SocketOptions.device("bench").withCursors(Map.of(conversation, 0L)), this);
        this.sender = from.api().connect(SocketOptions.device("bench").withInFlight(window), new SocketListener() {});
        var _ = receiver.ready().get(30, TimeUnit.SECONDS);
        var _ = sender.ready().get(30, TimeUnit.SECONDS);
    }

    /// Waits while the window is full.
    ///
    /// @param since what the latencies count from
    void send(long since) {
        MessageId id = MessageId.next();
        under.put(id, since);
        sent.increment();
        var _ = sender.send(conversation, id, WORDS).whenComplete((_, failure) -> {
            if (failure == null) {
                meter.acknowledged(since);
            } else {
                under.remove(id);
                meter.failed();
            }
        });
    }

    @Override
    public void onMessage(Message message) {
        if (!conversation.equals(message.conversationId()) || message.messageId() == null) {
            return;
        }
        disordered |= message.seq() != lastSeq + 1;
        lastSeq = message.seq();
        @Nullable Long since = under.remove(message.messageId());
        if (since != null) {
            arrived.increment();
            meter.delivered(since);
        }
    }

    long sent() {
        return sent.sum();
    }

    long arrived() {
        return arrived.sum();
    }

    /// Whether any number came twice, late or never.
    boolean disordered() {
        return disordered;
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
