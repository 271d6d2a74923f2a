package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Accepted;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.ParleySocket;
import io.parley.client.SendOptions;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Everything a conversation can express, in random order: whoever applies its events in order sees the same, live or
/// later.
class ReplayTest {

    private static final int STEPS = 120;
    private static final List<String> EMOJI = List.of("👍", "🎉", "❤️", "👩🏽‍⚕️");

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Persona carol = Region.carol().agreed();
    private final List<MessageId> alices = new ArrayList<>();
    private final List<MessageId> recalled = new ArrayList<>();
    private ConversationId conversation = ConversationId.next();

    @Test
    void aClientThatReplaysReachesTheStateOfOneThatWasThere() throws Exception {
        conversation = alice.opens("group", bob, carol).conversationId();
        ConversationId elsewhere = alice.opens("group", bob).conversationId();
        MessageId original = alice.says(elsewhere, "said elsewhere");
        Random random = new Random(20261122);
        Device own = new Device(alice, "own");
        Device live = new Device(bob, "live");
        Device restless = new Device(bob, "restless");
        try (own;
                live;
                restless) {
            for (int step = 0; step < STEPS; step++) {
                step(random, own.socket(), elsewhere, original);
                if (step % 17 == 0) {
                    restless.reconnect();
                }
            }
            long last = alice.api().conversations().get(conversation).lastSeq();
            assertThat(last).isGreaterThan(STEPS / 2);
            for (Device device : List.of(own, live, restless)) {
                Wait.shortly()
                        .untilAsserted(() -> assertThat(device.picture().seq()).isEqualTo(last));
            }
            Picture.State replayed =
                    new Picture().apply(bob.api().messages().all(conversation)).state();
            assertThat(live.picture().state()).isEqualTo(replayed);
            assertThat(restless.picture().state()).isEqualTo(replayed);
            assertThat(own.picture().state()).isEqualTo(replayed);
            assertThat(told()).isEqualTo(new TreeSet<>(replayed.reactions()));
            try (Device late = new Device(bob, "late")) {
                Wait.shortly()
                        .untilAsserted(() -> assertThat(late.picture().state()).isEqualTo(replayed));
            }
            assertThat(Officers.coverage(conversation, last).missing()).isZero();
        }
    }

    private void step(Random random, ParleySocket alices, ConversationId elsewhere, MessageId original)
            throws Exception {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> said(alices.send(conversation, MessageId.next(), text(random), options(random)));
            case 4 -> said(alices.forward(conversation, MessageId.next(), elsewhere, original, SendOptions.NONE));
            case 5, 6 -> standing(random, id -> alices.edit(conversation, id, text(random)));
            case 7 ->
                standing(random, id -> {
                    recalled.add(id);
                    return alices.recall(conversation, id);
                });
            case 8 -> standing(random, id -> alices.react(conversation, id, emoji(random)));
            case 9 -> standing(random, id -> bobReacts(id, emoji(random)));
            case 10 -> standing(random, id -> takenBack(id, emoji(random)));
            case 11 -> administer(random);
            default -> throw new IllegalStateException();
        }
    }

    private CompletableFuture<Accepted> bobReacts(MessageId id, String emoji) {
        return CompletableFuture.completedFuture(bob.api().messages().react(conversation, id, emoji));
    }

    /// First there, then not: also when it was there before.
    private CompletableFuture<Accepted> takenBack(MessageId id, String emoji) {
        bob.api().messages().react(conversation, id, emoji);
        return CompletableFuture.completedFuture(bob.api().messages().unreact(conversation, id, emoji));
    }

    private void administer(Random random) {
        switch (random.nextInt(3)) {
            case 0 -> alice.api().conversations().change(conversation, "Title " + random.nextInt(100), null);
            case 1 ->
                alice.api()
                        .conversations()
                        .appoint(conversation, bob.id(), random.nextBoolean() ? "moderator" : "member");
            default -> {
                alice.api().conversations().removeMember(conversation, carol.id());
                alice.api().conversations().addMembers(conversation, List.of(carol.id()));
            }
        }
    }

    private void said(CompletableFuture<Accepted> answer) throws Exception {
        alices.add(answer.get(20, TimeUnit.SECONDS).messageId());
    }

    private interface Deed {
        CompletableFuture<Accepted> to(MessageId message);
    }

    private void standing(Random random, Deed deed) throws Exception {
        List<MessageId> standing =
                alices.stream().filter(id -> !recalled.contains(id)).toList();
        if (!standing.isEmpty()) {
            deed.to(standing.get(random.nextInt(standing.size()))).get(20, TimeUnit.SECONDS);
        }
    }

    private SendOptions options(Random random) {
        if (alices.isEmpty() || random.nextInt(3) > 0) {
            return SendOptions.NONE;
        }
        MessageId first = alices.getFirst();
        return random.nextBoolean() ? SendOptions.replyTo(first) : SendOptions.mentioning(List.of(bob.id()));
    }

    private static Content text(Random random) {
        return Content.text("**words** " + random.nextInt(1000));
    }

    private static String emoji(Random random) {
        return EMOJI.get(random.nextInt(EMOJI.size()));
    }

    /// What the history says of reactions beside the messages.
    private TreeSet<String> told() {
        TreeSet<String> told = new TreeSet<>();
        for (Message message : bob.api().messages().all(conversation)) {
            if (message.reactions() != null) {
                message.reactions()
                        .forEach(reactions -> reactions
                                .personIds()
                                .forEach(person ->
                                        told.add(message.messageId() + " " + person + " " + reactions.emoji())));
            }
        }
        return told;
    }

    /// A device that begins with nothing and, when it reconnects, with its cursors.
    private final class Device implements AutoCloseable {

        private final Persona person;
        private final String name;
        private final Picture picture = new Picture();
        private ParleySocket socket;

        Device(Persona person, String name) {
            this.person = person;
            this.name = name + "-" + UUID.randomUUID();
            this.socket = connect(0);
        }

        private ParleySocket connect(long cursor) {
            var options = SocketOptions.device(name).withCursors(Map.of(conversation, cursor));
            ParleySocket opened = person.api().connect(options, new SocketListener() {
                @Override
                public void onMessage(Message message) {
                    if (conversation.equals(message.conversationId())) {
                        picture.apply(message);
                    }
                }
            });
            opened.ready().orTimeout(20, TimeUnit.SECONDS).join();
            return opened;
        }

        void reconnect() {
            socket.close();
            socket = connect(socket.cursors().get(conversation));
        }

        ParleySocket socket() {
            return socket;
        }

        Picture picture() {
            return picture;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
