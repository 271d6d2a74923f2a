package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox(8);
    private final List<String> line = new ArrayList<>();

    @Test
    void sendsWhatWasNotAnsweredAgainAndInOrder() {
        outbox.open(line::add);
        var first = wish("first");
        var second = wish("second");
        outbox.add(first);
        outbox.add(second);
        assertThat(outbox.answered(first.messageId())).contains(first);

        outbox.pause();
        outbox.add(wish("third"));
        line.clear();
        outbox.open(line::add);

        assertThat(line).containsExactly("second", "third");
    }

    @Test
    void answersTheOldestWishAboutAMessageFirst() {
        MessageId id = MessageId.next();
        var send = wish("send", id);
        var edit = wish("edit", id);
        outbox.add(send);
        outbox.add(edit);

        assertThat(outbox.answered(id)).contains(send);
        assertThat(outbox.answered(id)).contains(edit);
        assertThat(outbox.answered(id)).isEmpty();
    }

    @Test
    void closingFailsWhatIsLeftAndWhatComesAfter() {
        CompletableFuture<Accepted> waiting = outbox.add(wish("waiting"));

        outbox.close("over");

        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RejectedException.class);
        assertThat(outbox.add(wish("late"))).isCompletedExceptionally();
    }

    private static Outbox.Pending wish(String frame) {
        return wish(frame, MessageId.next());
    }

    private static Outbox.Pending wish(String frame, MessageId id) {
        return new Outbox.Pending(id, ConversationId.next(), null, frame, new CompletableFuture<>());
    }
}
