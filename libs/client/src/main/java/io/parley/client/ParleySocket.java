package io.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A person's live connection from one device. Reconnects by itself with its cursors, sends again what was not
/// acknowledged,
/// and fills gaps from the history, so that its listener hears every conversation's events once and in order.
public final class ParleySocket implements AutoCloseable {

    private final Outbox outbox;
    private final Inbox inbox;
    private final Purges purges;
    private final Session session;
    private final Connection connection;
    private final Set<PersonId> watched = new LinkedHashSet<>();

    ParleySocket(
            URI base,
            Supplier<String> token,
            HttpClient http,
            SocketOptions options,
            SocketListener listener,
            Messages history) {
        this.outbox = new Outbox(options.inFlight());
        this.inbox = new Inbox(options.cursors(), history::range, listener::onMessage);
        this.purges = new Purges(options.purges(), options.cursors(), history::allPurges, this.inbox.purging(listener));
        this.session = new Session(outbox, inbox, purges, listener, this::watched);
        this.connection = new Connection(base, token, http, options, session, inbox::cursors);
    }

    void start() {
        connection.start();
    }

    /// Completes when the first session stands; exceptionally when the server sends this client away.
    public CompletableFuture<Welcome> ready() {
        return session.ready();
    }

    /// Completes with the message's number once it is durable, exceptionally with [RejectedException].
    ///
    /// While disconnected the wish waits for the next session. What the server cannot take now is sent again
    /// when it asks for it; later messages may then have got in before, so who needs strict order keeps one
    /// message under way. Blocks while `inFlight` wishes are unanswered.
    public CompletableFuture<Accepted> send(ConversationId conversation, MessageId id, Content content) {
        return send(conversation, id, content, SendOptions.NONE);
    }

    public CompletableFuture<Accepted> send(
            ConversationId conversation, MessageId id, Content content, SendOptions options) {
        String frame = Frames.send(conversation, Frames.said(id, content, options));
        return wish(conversation, id, Message.said(id, content, options), frame);
    }

    /// Says again what was said elsewhere; this person must be allowed to read it.
    public CompletableFuture<Accepted> forward(
            ConversationId conversation, MessageId id, ConversationId from, MessageId original, SendOptions options) {
        String frame = Frames.send(conversation, Frames.forwarded(id, from, original, options));
        return wish(conversation, id, null, frame);
    }

    /// What is so already changes nothing and is accepted with its first number.
    public CompletableFuture<Accepted> react(ConversationId conversation, MessageId id, String emoji) {
        return react(conversation, id, new Message.Reaction(emoji, false));
    }

    public CompletableFuture<Accepted> unreact(ConversationId conversation, MessageId id, String emoji) {
        return react(conversation, id, new Message.Reaction(emoji, true));
    }

    private CompletableFuture<Accepted> react(ConversationId conversation, MessageId id, Message.Reaction reaction) {
        return wish(conversation, id, Message.reacted(id, reaction), Frames.react(id, conversation, reaction));
    }

    public CompletableFuture<Accepted> edit(ConversationId conversation, MessageId id, Content content) {
        return wish(conversation, id, Message.edited(id, content), Frames.about("edit", id, conversation, content));
    }

    public CompletableFuture<Accepted> recall(ConversationId conversation, MessageId id) {
        return wish(conversation, id, Message.recalled(id), Frames.about("recall", id, conversation, null));
    }

    /// From now on, over reconnects too, the listener hears of these people's presence.
    public void subscribe(Collection<PersonId> people) {
        synchronized (watched) {
            watched.addAll(people);
        }
        connection.sendIfOpen(Frames.subscribe(people));
    }

    public void delivered(ConversationId conversation, long seq) {
        connection.sendIfOpen(Frames.mark("delivered", conversation, seq));
    }

    public void read(ConversationId conversation, long seq) {
        connection.sendIfOpen(Frames.mark("read", conversation, seq));
    }

    /// Tells the others that this person types. Say it as often as a key is pressed: the server tells it seldom.
    public void typing(ConversationId conversation) {
        connection.sendIfOpen(Frames.typing(conversation));
    }

    /// Renews the session's token. The socket does this by itself whenever its token supplier gives a new one.
    public void authenticate(String token) {
        connection.sendIfOpen(Frames.authenticate(token));
    }

    /// The last seq handed to the listener without a gap, per conversation; keep them to resume later.
    public Map<ConversationId, Long> cursors() {
        return inbox.cursors();
    }

    /// The last purge handed to the listener, per conversation; keep them beside the cursors.
    public Map<ConversationId, Long> purges() {
        return purges.known();
    }

    @Override
    public void close() {
        connection.stop("closed by this client");
    }

    private Set<PersonId> watched() {
        synchronized (watched) {
            return Set.copyOf(watched);
        }
    }

    private CompletableFuture<Accepted> wish(
            ConversationId conversation, MessageId id, @Nullable Message own, String frame) {
        return outbox.add(new Outbox.Pending(id, conversation, own, frame, new CompletableFuture<>()));
    }
}
