package io.parley.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.SignIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connected device of one person.
///
/// Its cursors and everything it writes belong to its event loop; other threads reach them through [#offer].
final class Session {

    private static final int CLOSE_WITHIN_SECONDS = 2;

    private final UUID id = Ids.next();
    private final PersonId person;
    private final Channel channel;
    private final LoopQueue queue;
    private final Surroundings around;
    private final Map<ConversationId, Cursor> cursors = new HashMap<>(4);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final long openedMs;

    private volatile Phase phase = Phase.NEW;
    private volatile SignIn account;
    private volatile String deviceId = "";
    private volatile long tokenExpiresMs;
    private volatile long heardMs;
    private volatile long unwritableSinceMs;
    private volatile @Nullable Set<ConversationId> touchedConversations;

    private @Nullable List<Consumer<Session>> early;
    private @Nullable CompletableFuture<Void> writableAgain;
    private Set<PersonId> watched = Set.of();
    private boolean touched;

    enum Phase {
        NEW,
        GREETING,
        LIVE,
        ENDED
    }

    Session(Admission.Admitted admitted, Channel channel, LoopQueue queue, Surroundings around) {
        this.person = admitted.person();
        this.account = admitted.account();
        this.channel = channel;
        this.queue = queue;
        this.around = around;
        this.tokenExpiresMs = admitted.tokenExpires().toEpochMilli();
        this.openedMs = around.clock().millis();
        this.heardMs = openedMs;
    }

    UUID id() {
        return id;
    }

    PersonId person() {
        return person;
    }

    /// Whose token the session stands on.
    SignIn account() {
        return account;
    }

    String deviceId() {
        return deviceId;
    }

    Phase phase() {
        return phase;
    }

    AtomicInteger inFlight() {
        return inFlight;
    }

    long openedMs() {
        return openedMs;
    }

    long heardMs() {
        return heardMs;
    }

    long tokenExpiresMs() {
        return tokenExpiresMs;
    }

    /// 0 while the client keeps up.
    long unwritableSinceMs() {
        return unwritableSinceMs;
    }

    void heard() {
        heardMs = around.clock().millis();
    }

    /// Of the token only whose it is and its end are kept: nothing is asked of other services in the person's name.
    void renew(SignIn by, Instant tokenExpires) {
        account = by;
        tokenExpiresMs = tokenExpires.toEpochMilli();
    }

    /// Does something on the session's event loop, after everything offered before.
    void offer(Consumer<Session> action) {
        queue.offer(this, action);
    }

    void send(byte[] json) {
        offer(session -> session.write(json));
    }

    /// Asks something of the event loop. The answer is null once the session has ended.
    <T> CompletableFuture<@Nullable T> ask(Function<Session, @Nullable T> question) {
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        offer(session -> answer.complete(session.phase == Phase.ENDED ? null : question.apply(session)));
        return answer;
    }

    // Joining: from hello until the snapshot of the person's conversations is in.

    /// @return false when hello was said before
    synchronized boolean beginGreeting(String device) {
        if (phase != Phase.NEW) {
            return false;
        }
        deviceId = device;
        touchedConversations = ConcurrentHashMap.newKeySet();
        phase = Phase.GREETING;
        return true;
    }

    /// Something happened in this conversation while the snapshot was asked for.
    void touch(ConversationId conversation) {
        Set<ConversationId> news = touchedConversations;
        if (news != null) {
            news.add(conversation);
        }
    }

    /// The order matters: joined first, then asked what was touched. Whoever delivers touches first and looks for
    /// listeners then, so between the two nothing can slip through.
    void greet(byte[] welcome, List<Standing> standings, Map<UUID, Long> known) {
        if (phase == Phase.ENDED) {
            return;
        }
        standings.forEach(standing -> enter(standing, known));
        Set<ConversationId> news = touchedConversations;
        touchedConversations = null;
        around.sessions().greeted(this);
        phase = Phase.LIVE;
        write(welcome);
        standings.forEach(standing -> catchUp(standing, known, news == null ? Set.of() : news));
        List<Consumer<Session>> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(change -> change.accept(this));
        }
    }

    private void enter(Standing standing, Map<UUID, Long> known) {
        long from = Math.min(known.getOrDefault(standing.conversationId(), standing.lastSeq()), standing.lastSeq());
        var conversation = new ConversationId(standing.conversationId());
        cursors.put(conversation, new Cursor(from, standing.lastSeq()));
        around.sessions().rooms().join(conversation, this);
    }

    private void catchUp(Standing standing, Map<UUID, Long> known, Set<ConversationId> news) {
        var conversation = new ConversationId(standing.conversationId());
        long from = known.getOrDefault(standing.conversationId(), standing.lastSeq());
        if (from < standing.lastSeq() || news.contains(conversation)) {
            fill(conversation);
        }
    }

    /// Membership changes wait until the snapshot is in: it may or may not contain them.
    void whenGreeted(Consumer<Session> change) {
        if (phase == Phase.GREETING) {
            early = early == null ? new ArrayList<>(2) : early;
            early.add(change);
        } else if (phase == Phase.LIVE) {
            change.accept(this);
        }
    }

    // Delivery.

    /// @return true when the session may write the frame of this number now
    boolean admit(ConversationId conversation, long seq) {
        Cursor cursor = cursors.get(conversation);
        if (cursor == null) {
            return false;
        }
        return switch (cursor.next(seq)) {
            case DELIVER -> true;
            case DROP -> false;
            case GAP -> {
                fill(conversation);
                yield false;
            }
        };
    }

    /// A number came that cannot be shown now, for want of a key: history is asked until it can.
    void behind(ConversationId conversation, long seq) {
        Cursor cursor = cursors.get(conversation);
        if (cursor != null && seq > cursor.last()) {
            cursor.miss(seq);
            fill(conversation);
        }
    }

    private void fill(ConversationId conversation) {
        Cursor cursor = cursors.get(conversation);
        if (cursor != null && cursor.fill()) {
            around.gaps().fill(this, conversation);
        }
    }

    @Nullable
    Cursor cursor(ConversationId conversation) {
        return cursors.get(conversation);
    }

    /// @param last the number before the first one to deliver
    void attach(ConversationId conversation, long last) {
        if (phase == Phase.LIVE && !cursors.containsKey(conversation)) {
            Cursor cursor = new Cursor(last, last);
            boolean _ = cursor.fill();
            cursors.put(conversation, cursor);
            around.sessions().rooms().join(conversation, this);
            around.gaps().join(this, conversation);
        }
    }

    /// @return true when the session was in the conversation and this is not old news
    boolean detach(ConversationId conversation, long seq) {
        Cursor cursor = cursors.get(conversation);
        if (cursor == null || cursor.isOldNews(seq)) {
            return false;
        }
        cursors.remove(conversation);
        around.sessions().rooms().leave(conversation, this);
        return true;
    }

    /// Whose presence this session hears of from now on, instead of those it named before.
    void watch(Set<PersonId> people) {
        watched.forEach(person -> around.sessions().watchers().leave(person, this));
        watched = phase == Phase.ENDED ? Set.of() : people;
        watched.forEach(person -> around.sessions().watchers().join(person, this));
    }

    // Writing.

    void write(byte[] json) {
        if (phase != Phase.ENDED) {
            write(WireFrames.text(channel.alloc(), json));
        }
    }

    /// Takes over the buffer.
    void write(ByteBuf frame) {
        if (phase == Phase.ENDED) {
            frame.release();
            return;
        }
        around.metrics().sent();
        channel.write(frame, channel.voidPromise());
        if (!channel.isWritable()) {
            channel.flush();
            endIfSlow();
        }
    }

    private void endIfSlow() {
        if (channel.bytesBeforeWritable() > around.limits().maxPending().toBytes()) {
            end(Ending.SLOW_CONSUMER);
        }
    }

    boolean markTouched() {
        boolean first = !touched;
        touched = true;
        return first;
    }

    void flushTouched() {
        touched = false;
        channel.flush();
    }

    void writabilityChanged(boolean writable) {
        unwritableSinceMs = writable ? 0 : around.clock().millis();
        if (writable) {
            releaseWriters();
        }
    }

    /// Done when the client has read enough of what waits for it, or is gone.
    CompletableFuture<Void> whenWritable() {
        if (channel.isWritable() || phase == Phase.ENDED) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> waiting = writableAgain == null ? new CompletableFuture<>() : writableAgain;
        writableAgain = waiting;
        return waiting;
    }

    private void releaseWriters() {
        CompletableFuture<Void> waiting = writableAgain;
        writableAgain = null;
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    void ping() {
        if (phase != Phase.ENDED) {
            channel.write(WireFrames.ping(channel.alloc()), channel.voidPromise());
        }
    }

    /// Says why and closes. A client that does not close in turn is cut off.
    void end(Ending ending) {
        if (phase == Phase.ENDED) {
            return;
        }
        channel.write(WireFrames.text(channel.alloc(), ServerFrames.goodbye(ending)), channel.voidPromise());
        over();
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(ending.closeCode(), ending.code()));
        var _ = channel.eventLoop().schedule(() -> channel.close(), CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    /// The connection is gone, or about to be: nothing is delivered any more.
    void over() {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            touchedConversations = null;
            cursors.keySet().forEach(conversation -> around.sessions().rooms().leave(conversation, this));
            cursors.clear();
            watch(Set.of());
            releaseWriters();
            around.sessions().depart(this);
        }
    }

    void pauseReading(boolean go) {
        channel.config().setAutoRead(go);
    }

    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
