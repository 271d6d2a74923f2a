package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final ConversationId conversation = ConversationId.next();
    private final List<Long> heard = new ArrayList<>();

    @Test
    void fillsAGapFromTheHistoryBeforeHandingOn() {
        var inbox = new Inbox(Map.of(conversation, 3L), InboxTest::between, message -> heard.add(message.seq()));

        inbox.offer(conversation, message(6));

        assertThat(heard).containsExactly(4L, 5L, 6L);
        assertThat(inbox.cursors()).containsEntry(conversation, 6L);
    }

    @Test
    void aNewConversationIsHeardFromItsBeginning() {
        var inbox = new Inbox(Map.of(), InboxTest::between, message -> heard.add(message.seq()));

        inbox.offer(conversation, message(2));

        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void aConversationWithoutACursorStartsAtItsNewestEvent() {
        var inbox = new Inbox(Map.of(), InboxTest::between, message -> heard.add(message.seq()));

        inbox.begin(conversation, 41);
        inbox.offer(conversation, message(41));
        inbox.offer(conversation, message(42));

        assertThat(heard).containsExactly(42L);
    }

    @Test
    void whatWaitsForItsTurnLosesItsContentWhenItIsDestroyed() {
        List<Message> messages = new ArrayList<>();
        var inbox = new Inbox(
                Map.of(conversation, 1L),
                (_, _, _) -> {
                    throw new UncheckedIOException(new IOException("history is down"));
                },
                messages::add);
        assertThatThrownBy(() -> inbox.offer(conversation, message(3))).isInstanceOf(UncheckedIOException.class);
        List<Long> told = new ArrayList<>();
        var listener = new SocketListener() {
            @Override
            public void onPurged(ConversationId where, long first, long last) {
                told.add(last);
            }
        };

        inbox.purging(listener).accept(conversation, new Purge(1, 3, 3));
        inbox.offer(conversation, message(2));

        assertThat(told).containsExactly(3L);
        assertThat(messages).extracting(Message::isPurged).containsExactly(false, true);
    }

    @Test
    void keepsItsCursorWhenTheHistoryCannotBeRead() {
        var inbox = new Inbox(
                Map.of(conversation, 1L),
                (_, _, _) -> {
                    throw new UncheckedIOException(new IOException("history is down"));
                },
                message -> heard.add(message.seq()));

        assertThatThrownBy(() -> inbox.offer(conversation, message(3))).isInstanceOf(UncheckedIOException.class);

        assertThat(heard).isEmpty();
        assertThat(inbox.cursors()).containsEntry(conversation, 1L);
    }

    private static List<Message> between(ConversationId conversation, long after, long before) {
        return LongStream.range(after + 1, before).mapToObj(InboxTest::message).toList();
    }

    private static Message message(long seq) {
        return Message.of(null, seq, null);
    }
}
