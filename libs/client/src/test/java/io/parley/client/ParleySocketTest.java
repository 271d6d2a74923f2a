package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParleySocketTest {

    private final ConversationId conversation = ConversationId.next();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private FakeGateway gateway;
    private ParleySocket socket;

    @BeforeEach
    void connect() throws IOException {
        gateway = new FakeGateway();
        var listener = new SocketListener() {
            @Override
            public void onMessage(Message message) {
                heard.add(message);
            }

            @Override
            public void onReceipt(Receipt receipt) {
                signals.add(receipt);
            }

            @Override
            public void onReceiptCounts(ReceiptCounts counts) {
                signals.add(counts);
            }

            @Override
            public void onTyping(ConversationId where, PersonId person) {
                signals.add(person);
            }

            @Override
            public void onPurged(ConversationId where, long firstSeq, long lastSeq) {
                signals.add(firstSeq + ".." + lastSeq);
            }

            @Override
            public void onClosed(String reason) {
                over.complete(reason);
            }
        };
        socket = new ParleyClient(gateway.address(), () -> "token")
                .connect(SocketOptions.device("laptop").withCursors(Map.of(conversation, 3L)), listener);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        gateway.close();
    }

    @Test
    void saysHelloWithItsCursorsAndResumesFromThemAfterABreak() throws Exception {
        var first = gateway.next();
        assertThat(first.read()).contains("\"hello\"", "\"laptop\"", "\"" + conversation + "\":3");
        first.write(welcome());
        first.write(message(4, "你好"));
        assertThat(taken().text()).isEqualTo("你好");
        first.cut();

        var second = gateway.next();
        assertThat(second.read()).contains("\"" + conversation + "\":4");
        second.write(welcome());
        second.write(message(4, "again"));
        second.write(message(5, "new"));
        assertThat(taken().seq()).isEqualTo(5);
        assertThat(heard).isEmpty();
    }

    @Test
    void sendsWhatWasNotAcknowledgedAgainUnderTheSameId() throws Exception {
        var first = gateway.next();
        var _ = first.read();
        first.write(welcome());
        MessageId id = MessageId.next();
        CompletableFuture<Accepted> accepted = socket.send(conversation, id, Content.text("hello"));
        assertThat(first.read()).contains("\"send\"", id.toString());
        first.cut();

        var second = gateway.next();
        var _ = second.read();
        second.write(welcome());
        assertThat(second.read()).contains("\"send\"", id.toString());
        second.write(accepted(id, 4));

        assertThat(accepted.get(5, TimeUnit.SECONDS).seq()).isEqualTo(4);
        assertThat(taken().text()).isEqualTo("hello");
    }

    @Test
    void tellsWhatRetentionDestroyedAndKeepsItsNumber() throws Exception {
        var peer = gateway.next();
        var _ = peer.read();
        peer.write(welcome());
        peer.write("{\"type\":\"purged\",\"conversationId\":\"" + conversation + "\",\"after\":0,\"number\":2,"
                + "\"runs\":[{\"firstSeq\":1,\"lastSeq\":2},{\"firstSeq\":4,\"lastSeq\":4}]}");

        assertThat(signals.poll(5, TimeUnit.SECONDS)).isEqualTo("1..2");
        assertThat(signals.poll(5, TimeUnit.SECONDS)).isEqualTo("4..4");
        peer.write(message(4, "next"));
        assertThat(taken().seq()).isEqualTo(4);
        assertThat(socket.purges()).containsEntry(conversation, 2L);
    }

    @Test
    void aRejectionFailsTheSendAndTheSocketGoesOn() throws Exception {
        var peer = gateway.next();
        var _ = peer.read();
        peer.write(welcome());
        MessageId id = MessageId.next();
        CompletableFuture<Accepted> accepted = socket.send(conversation, id, Content.text("hello"));
        var _ = peer.read();
        peer.write(
                "{\"type\":\"rejected\",\"messageId\":\"%s\",\"code\":\"not-a-member\",\"detail\":\"\"}".formatted(id));

        assertThatThrownBy(() -> accepted.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RejectedException.class);
        peer.write(message(4, "still here"));
        assertThat(taken().seq()).isEqualTo(4);
    }

    @Test
    void whatCannotBeTakenNowIsSentAgain() throws Exception {
        var peer = gateway.next();
        var _ = peer.read();
        peer.write(welcome());
        MessageId id = MessageId.next();
        CompletableFuture<Accepted> accepted = socket.send(conversation, id, Content.text("hello"));
        var _ = peer.read();
        peer.write("{\"type\":\"rejected\",\"messageId\":\"%s\",\"code\":\"unavailable\",\"retryAfterMs\":10}"
                .formatted(id));

        assertThat(peer.read()).contains("\"send\"", id.toString());
        peer.write(accepted(id, 4));
        assertThat(accepted.get(5, TimeUnit.SECONDS).seq()).isEqualTo(4);
    }

    @Test
    void hearsReceiptsAndTypingAndSaysThem() throws Exception {
        var peer = gateway.next();
        var _ = peer.read();
        peer.write(welcome());
        assertThat(socket.ready().get(5, TimeUnit.SECONDS).heartbeatSeconds()).isEqualTo(2);
        PersonId other = PersonId.next();
        peer.write("""
                {"type":"receipt","conversationId":"%s","personId":"%s","deliveredSeq":9,"readSeq":8}""".formatted(conversation, other));
        peer.write("""
                {"type":"receipts","conversationId":"%s","seq":9,"delivered":40,"read":30}""".formatted(conversation));
        peer.write(
                "{\"type\":\"typing\",\"conversationId\":\"%s\",\"personId\":\"%s\"}".formatted(conversation, other));
        assertThat(signals.poll(5, TimeUnit.SECONDS)).isEqualTo(new Receipt(conversation, other, 9, 8));
        assertThat(signals.poll(5, TimeUnit.SECONDS)).isEqualTo(new ReceiptCounts(conversation, 9, 40, 30));
        assertThat(signals.poll(5, TimeUnit.SECONDS)).isEqualTo(other);
        socket.delivered(conversation, 9);
        assertThat(peer.read()).contains("\"delivered\"", "\"seq\":9");
        socket.typing(conversation);
        assertThat(peer.read()).contains("\"typing\"", conversation.toString());
    }

    @Test
    void staysAwayWhenTheServerSaysSo() throws Exception {
        var peer = gateway.next();
        var _ = peer.read();
        peer.write(welcome());
        peer.write("{\"type\":\"goodbye\",\"code\":\"person-frozen\",\"reconnect\":false}");

        assertThat(over.get(10, TimeUnit.SECONDS)).contains("person-frozen");
    }

    private Message taken() throws InterruptedException {
        Message message = heard.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private String welcome() {
        return """
                {"type":"welcome","sessionId":"s","personId":"%s","region":"eu","heartbeatSeconds":2,\
                "conversations":[{"conversationId":"%s","lastSeq":9,"readSeq":0}],"pendingNotices":0,"new":1}""".formatted(PersonId.next(), conversation);
    }

    private String message(long seq, String text) {
        return """
                {"type":"message","conversationId":"%s","seq":%d,"messageId":"%s","senderId":"%s",\
                "content":{"type":"text","text":"%s"},"acceptedAt":"2026-01-01T00:00:00.000Z"}""".formatted(conversation, seq, MessageId.next(), PersonId.next(), text);
    }

    private String accepted(MessageId id, long seq) {
        return """
                {"type":"accepted","messageId":"%s","conversationId":"%s","seq":%d,\
                "acceptedAt":"2026-01-01T00:00:00.000Z"}""".formatted(id, conversation, seq);
    }
}
