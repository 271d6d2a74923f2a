package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.Coverage;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.ParleySocket;
import io.parley.client.ProblemException;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/// Steady talk of several pairs, half of them over REST and half over sockets, while something happens to the region;
/// then the account of it: nothing accepted is lost, doubled or reordered, in history, on sockets or in the archive.
final class Traffic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STILL = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofMillis(40);

    private final List<Pair> pairs = new ArrayList<>();
    private volatile boolean running = true;

    /// @param accepted sequence number by message, for each message that was acknowledged
    private record Pair(
            ConversationId conversation,
            boolean overSocket,
            ParleySocket speaker,
            ParleySocket hearer,
            List<Message> heard,
            ConcurrentMap<MessageId, Long> accepted,
            List<MessageId> spoken,
            List<String> failures,
            List<Thread> threads) {}

    /// @param window unanswered messages per socket: with more than one, a message that Kafka could not take is
    /// repeated
    ///     after later ones got in, and the spoken order is lost by the speaker's own choice
    static Traffic between(int window, Persona... people) {
        var traffic = new Traffic();
        for (int i = 0; i < people.length; i++) {
            Persona speaker = people[i];
            Persona hearer = people[(i + 1) % people.length];
            traffic.pairs.add(pair(speaker.agreed(), hearer.agreed(), i % 2 == 0, window));
        }
        for (int i = 0; i < traffic.pairs.size(); i++) {
            Pair pair = traffic.pairs.get(i);
            Persona speaker = people[i];
            pair.threads().add(Thread.startVirtualThread(() -> traffic.talk(pair, speaker)));
        }
        return traffic;
    }

    private static Pair pair(Persona speaker, Persona hearer, boolean overSocket, int window) {
        ConversationId id = speaker.opens("group", hearer).conversationId();
        Wait.shortly()
                .until(() ->
                        speaker.api().conversations().get(id).archiveState().equals("archived"));
        List<Message> heard = new CopyOnWriteArrayList<>();
        SocketListener listener = new SocketListener() {
            @Override
            public void onMessage(Message message) {
                if (id.equals(message.conversationId())) {
                    heard.add(message);
                }
            }
        };
        var options = SocketOptions.device("fault").withCursors(Map.of(id, 0L));
        return new Pair(
                id,
                overSocket,
                speaker.api()
                        .connect(SocketOptions.device("fault-speaker").withInFlight(window), new SocketListener() {}),
                hearer.api().connect(options, listener),
                heard,
                new ConcurrentHashMap<>(),
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>());
    }

    private void talk(Pair pair, Persona speaker) {
        for (int i = 0; running; i++) {
            MessageId id = MessageId.next();
            pair.spoken().add(id);
            if (pair.overSocket()) {
                var _ = pair.speaker()
                        .send(pair.conversation(), id, Content.text("message " + i))
                        .whenComplete((accepted, failure) -> {
                            if (failure == null) {
                                pair.accepted().put(id, accepted.seq());
                            } else {
                                pair.failures().add(String.valueOf(failure));
                            }
                        });
            } else {
                sendUntilAccepted(pair, speaker, id, "message " + i);
            }
            pause();
        }
    }

    /// Repeats the same message until it is accepted, as a careful client does.
    private void sendUntilAccepted(Pair pair, Persona speaker, MessageId id, String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                pair.accepted()
                        .put(
                                id,
                                speaker.api()
                                        .messages()
                                        .send(pair.conversation(), id, Content.text(text))
                                        .seq());
                return;
            } catch (ProblemException problem) {
                if ((problem.status() < 500 && problem.status() != 429) || System.nanoTime() > end) {
                    pair.failures().add(problem.toString());
                    return;
                }
            } catch (UncheckedIOException unreachable) {
                if (System.nanoTime() > end) {
                    pair.failures().add(unreachable.toString());
                    return;
                }
            }
            pause();
        }
    }

    /// Waits until every pair has this many more messages acknowledged.
    void flows(int messages) {
        List<Integer> before =
                pairs.stream().map(pair -> pair.accepted().size()).toList();
        Wait.atMost(PATIENCE).until(() -> {
            for (int i = 0; i < pairs.size(); i++) {
                if (pairs.get(i).accepted().size() < before.get(i) + messages) {
                    return false;
                }
            }
            return true;
        });
    }

    /// Waits until nobody gets an acknowledgement any more.
    void stops() {
        var last = new AtomicInteger(-1);
        Wait.atMost(PATIENCE).pollInterval(STILL).until(() -> {
            int now = acknowledged();
            return last.getAndSet(now) == now;
        });
    }

    int acknowledged() {
        return pairs.stream().mapToInt(pair -> pair.accepted().size()).sum();
    }

    /// Stops the talk and settles accounts.
    void everyMessageIsThereOnceAndInOrder() {
        running = false;
        for (Pair pair : pairs) {
            pair.threads().forEach(Traffic::join);
            Wait.atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    pair.accepted().size() + pair.failures().size())
                            .as("answered messages")
                            .isEqualTo(pair.spoken().size()));
            assertThat(pair.failures()).as("messages that were refused").isEmpty();
            historyIsWhole(pair);
            socketHeardAll(pair);
            archiveHasAll(pair);
        }
    }

    private static void historyIsWhole(Pair pair) {
        List<Message> history = Wait.atMost(PATIENCE)
                .until(() -> Region.alice().api().messages().all(pair.conversation()), found -> !found.isEmpty());
        assertThat(history)
                .extracting(Message::seq)
                .as("numbers in the history")
                .containsExactlyElementsOf(upTo(history.size()));
        assertThat(history)
                .extracting(Message::messageId)
                .as("messages in the history, in the order they were spoken")
                .containsExactlyElementsOf(pair.spoken());
        assertThat(history)
                .allSatisfy(message -> assertThat(pair.accepted().get(message.messageId()))
                        .as("the number that was acknowledged")
                        .isEqualTo(message.seq()));
    }

    private static void socketHeardAll(Pair pair) {
        int all = pair.spoken().size();
        Wait.atMost(PATIENCE).untilAsserted(() -> assertThat(pair.heard()).hasSizeGreaterThanOrEqualTo(all));
        assertThat(pair.heard())
                .extracting(Message::seq)
                .as("numbers on the socket")
                .containsExactlyElementsOf(upTo(all));
        assertThat(pair.heard())
                .extracting(Message::messageId)
                .as("messages on the socket")
                .containsExactlyElementsOf(pair.spoken());
    }

    private static void archiveHasAll(Pair pair) {
        Coverage coverage = Officers.coverage(pair.conversation(), pair.spoken().size());
        assertThat(coverage.missing()).isZero();
        assertThat(coverage.notArchived()).isEmpty();
        assertThat(coverage.archived()).isEqualTo(pair.spoken().size());
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running = false;
        for (Pair pair : pairs) {
            pair.speaker().close();
            pair.hearer().close();
        }
    }
}
