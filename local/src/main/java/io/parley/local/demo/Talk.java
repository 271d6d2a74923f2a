package io.parley.local.demo;

import io.parley.client.Accepted;
import io.parley.client.Content;
import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The conversation itself: forty messages over both roads, an edit and a recall.
final class Talk implements AutoCloseable {

    static final int EDITED = 9;
    static final int RECALLED = 26;

    private static final String CORRECTION = "The serial number ends with 4417, sorry.";

    private final Cast cast;
    private final Narrator narrator;
    private final ConversationId id;
    private final Map<String, Ear> ears = new LinkedHashMap<>();
    private final List<Line> script = Line.script();
    private final List<MessageId> sent = new ArrayList<>();

    Talk(Cast cast, Narrator narrator) {
        this.cast = cast;
        this.narrator = narrator;
        this.id = ConversationId.next();
    }

    ConversationId id() {
        return id;
    }

    MessageId message(int index) {
        return sent.get(index);
    }

    Map<String, Ear> ears() {
        return ears;
    }

    /// Sequence numbers of the lines that say this; the conversation's first message has number 1.
    List<Long> numbersSaying(String word) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            if (script.get(i).text().contains(word)) {
                numbers.add(i + 1L);
            }
        }
        return numbers;
    }

    void open() {
        narrator.step("Alice opens a conversation with Bob and their customer Dave");
        Conversation opened = cast.alice()
                .api()
                .conversations()
                .create(
                        id,
                        "customer",
                        "Power supply",
                        List.of(cast.bob().id(), cast.dave().id()));
        narrator.same("members", 3, opened.memberIds().size());
        narrator.done("conversation " + id);
        Conversation archived = narrator.eventually(
                "archive state",
                () -> cast.dave().api().conversations().get(id),
                conversation -> conversation.archiveState().equals("archived"));
        narrator.done("archive: " + archived.archiveState() + ", because all three agreed");
        for (String name : List.of("alice", "bob", "dave")) {
            ears.put(name, new Ear(cast.named(name), id));
        }
        narrator.done("all three are connected");
    }

    void speak() {
        narrator.step("They exchange forty messages in English and Chinese, over WebSocket and REST");
        for (int i = 0; i < script.size(); i++) {
            MessageId message = MessageId.next();
            Accepted accepted = say(script.get(i), message, i % 2 == 0);
            narrator.same("number of message " + (i + 1), i + 1L, accepted.seq());
            sent.add(message);
        }
        narrator.done("forty accepted, numbered 1 to 40 without a gap");
        ears.forEach((name, ear) -> {
            narrator.eventually("messages at " + name, () -> ear.messages().size(), count -> count >= script.size());
            narrator.same("what " + name + " heard", texts(script), heard(ear.messages()));
        });
        narrator.done("each of the three heard all forty, once and in order");
        narrator.same(
                "history", texts(script), heard(cast.bob().api().messages().all(id)));
        narrator.done("the history holds the same forty");
    }

    void change() {
        narrator.step("Dave corrects himself once, Dave takes one message back");
        var edited = Waiting.on(dave().socket().edit(id, sent.get(EDITED), Content.text(CORRECTION)));
        narrator.same("number of the edit", script.size() + 1L, edited.seq());
        narrator.done("message " + sent.get(EDITED) + " edited, event " + edited.seq());
        var _ = cast.dave().api().messages().recall(id, sent.get(RECALLED));
        narrator.done("message " + sent.get(RECALLED) + " recalled, event " + lastNumber());
        ears.forEach((name, ear) ->
                narrator.eventually("events at " + name, () -> ear.messages().size(), count -> count == lastNumber()));
        narrator.done("everyone was told of both");
    }

    /// Forty messages, one edit, one recall.
    long lastNumber() {
        return script.size() + 2L;
    }

    /// One more message, over REST.
    Accepted say(Actor speaker, String text) {
        return speaker.api().messages().send(id, MessageId.next(), Content.text(text));
    }

    private Ear dave() {
        return Objects.requireNonNull(ears.get("dave"));
    }

    private Accepted say(Line line, MessageId message, boolean overSocket) {
        Content content = Content.text(line.text());
        if (overSocket) {
            Ear ear = Objects.requireNonNull(ears.get(line.speaker()), line.speaker());
            return Waiting.on(ear.socket().send(id, message, content));
        }
        return cast.named(line.speaker()).api().messages().send(id, message, content);
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    private static List<String> heard(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    @Override
    public void close() {
        ears.values().forEach(Ear::close);
    }
}
