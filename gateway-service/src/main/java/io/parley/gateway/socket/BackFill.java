package io.parley.gateway.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRun;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Closes the gap between what a session has and what is coming in live, by reading history until both meet.
///
/// Nothing is buffered for the session meanwhile: what comes in live is only counted, and is in history too. While
/// message-service or a key is out of reach it tries again until the session ends.
final class BackFill implements Gaps {

    private static final Logger LOG = LoggerFactory.getLogger(BackFill.class);
    private static final int PAGE = 200;
    private static final int CHUNK_BYTES = 32_768;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MessageHistory history;
    private final DataKeys keys;
    private final FactFrames frames;
    private final Semaphore readers;

    BackFill(MessageHistory history, DataKeys keys, FactFrames frames, int readers) {
        this.history = history;
        this.keys = keys;
        this.frames = frames;
        this.readers = new Semaphore(readers);
    }

    private record Position(long last, long seen) {}

    private record Numbered(long seq, byte[] frame) {}

    @Override
    public void fill(Session session, ConversationId conversation) {
        Thread.startVirtualThread(() -> untilLive(session, () -> step(session, conversation)));
    }

    @Override
    public void join(Session session, ConversationId conversation) {
        Thread.startVirtualThread(() -> untilLive(
                session,
                () -> isMember(session, conversation) ? step(session, conversation) : leave(session, conversation)));
    }

    private interface Step {
        boolean isLast() throws InterruptedException, InvalidProtocolBufferException;
    }

    private static void untilLive(Session session, Step step) {
        try {
            Duration pause = FIRST_PAUSE;
            while (session.phase() != Session.Phase.ENDED) {
                try {
                    if (step.isLast()) {
                        return;
                    }
                    pause = FIRST_PAUSE;
                } catch (DomainException | RestClientException later) {
                    LOG.debug(
                            "Back-fill of {} waits: {}",
                            session,
                            later.getClass().getSimpleName());
                    Thread.sleep(pause);
                    pause = longer(pause);
                } catch (InvalidProtocolBufferException | RuntimeException bug) {
                    LOG.error("Back-fill of {} failed and is tried again", session, bug);
                    Thread.sleep(LONGEST_PAUSE);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean isMember(Session session, ConversationId conversation) {
        try {
            return history.members(conversation.value())
                    .memberIds()
                    .contains(session.person().value());
        } catch (HttpClientErrorException.NotFound nobody) {
            return false;
        }
    }

    private static boolean leave(Session session, ConversationId conversation) {
        session.offer(gone -> gone.detach(conversation, Long.MAX_VALUE));
        return true;
    }

    /// @return true when the session is live in the conversation, or no longer in it
    private boolean step(Session session, ConversationId conversation)
            throws InterruptedException, InvalidProtocolBufferException {
        Position from = session.<Position>ask(at -> position(at, conversation)).join();
        if (from == null) {
            return true;
        }
        Optional<List<Numbered>> page = read(session, conversation, from.last());
        if (page.isEmpty()) {
            return leave(session, conversation);
        }
        write(session, conversation, page.get());
        boolean nothingMore = page.get().size() < PAGE;
        Boolean live = session.<Boolean>ask(at -> settle(at, conversation, nothingMore, from.seen()))
                .join();
        return live == null || live;
    }

    private static @Nullable Position position(Session session, ConversationId conversation) {
        Cursor cursor = session.cursor(conversation);
        return cursor == null ? null : new Position(cursor.last(), cursor.seen());
    }

    private static @Nullable Boolean settle(
            Session session, ConversationId conversation, boolean nothingMore, long seenBefore) {
        Cursor cursor = session.cursor(conversation);
        return cursor == null ? null : (Boolean) cursor.settle(nothingMore, seenBefore);
    }

    /// Empty when the person is not a member.
    private Optional<List<Numbered>> read(Session session, ConversationId conversation, long after)
            throws InterruptedException, InvalidProtocolBufferException {
        readers.acquire();
        try {
            byte @Nullable [] run = history.run(
                    conversation.value(), after, PAGE, session.person().value());
            return Optional.of(
                    run == null ? List.of() : frames(MessageRun.parseFrom(run).getItemsList()));
        } catch (HttpClientErrorException.Forbidden | HttpClientErrorException.NotFound notAMember) {
            return Optional.empty();
        } finally {
            readers.release();
        }
    }

    private List<Numbered> frames(List<MessageAccepted> facts) {
        var needed =
                facts.stream().map(FactFrames::keyOf).flatMap(Optional::stream).collect(Collectors.toSet());
        Map<KeyId, DataKey> found = keys.lookup(needed);
        return facts.stream()
                .map(fact -> new Numbered(fact.getSeq(), frames.frame(fact, found)))
                .toList();
    }

    private static void write(Session session, ConversationId conversation, List<Numbered> page) {
        List<Numbered> chunk = new ArrayList<>();
        int bytes = 0;
        for (Numbered next : page) {
            chunk.add(next);
            bytes += next.frame().length;
            if (bytes >= CHUNK_BYTES) {
                writeChunk(session, conversation, List.copyOf(chunk));
                chunk.clear();
                bytes = 0;
            }
        }
        writeChunk(session, conversation, chunk);
    }

    /// Waits for the client, so that a long absence does not become a full buffer.
    private static void writeChunk(Session session, ConversationId conversation, List<Numbered> chunk) {
        CompletableFuture<Void> ready =
                session.<CompletableFuture<Void>>ask(Session::whenWritable).join();
        if (ready != null) {
            ready.join();
            var _ = session.<Boolean>ask(at -> writeOn(at, conversation, chunk)).join();
        }
    }

    private static @Nullable Boolean writeOn(Session session, ConversationId conversation, List<Numbered> chunk) {
        Cursor cursor = session.cursor(conversation);
        for (Numbered next : chunk) {
            if (cursor != null && cursor.filled(next.seq())) {
                session.write(next.frame());
            }
        }
        return Objects.nonNull(cursor);
    }
}
