package io.parley.client.example;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.ParleySocket;
import io.parley.client.PersonId;
import io.parley.client.Receipt;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Two people talk: Bob reads what Alice writes and she sees that he did. He goes away, and when he comes back with his
/// cursors he gets exactly what he missed. Needs a running local region (`./parley up`).
final class TwoPeople {

    private static final long PATIENCE_SECONDS = 20;

    private final HttpClient http = ParleyClient.newHttpClient();
    private final ParleyClient alice;
    private final ParleyClient bob;
    private final ConversationId conversation;

    private TwoPeople(URI gateway, URI issuer) {
        alice = new ParleyClient(gateway, OidcTokens.password(issuer, "alice", "alice", http), http);
        bob = new ParleyClient(gateway, OidcTokens.password(issuer, "bob", "bob", http), http);
        PersonId other = bob.people().me().personId();
        conversation = alice.conversations()
                .create(ConversationId.next(), "direct", null, List.of(other))
                .conversationId();
    }

    static void main(String[] addresses) throws InterruptedException {
        String gateway = addresses.length > 0 ? addresses[0] : "http://localhost:8080";
        String issuer = addresses.length > 1 ? addresses[1] : "http://localhost:8090/parley";
        new TwoPeople(URI.create(gateway), URI.create(issuer)).talk();
    }

    private void talk() throws InterruptedException {
        var writer = new Writer();
        try (ParleySocket laptop = alice.connect(SocketOptions.device("laptop"), writer)) {
            var _ = laptop.ready().join();
            Map<ConversationId, Long> cursors = readOne(laptop, writer);
            say(laptop, "Are you still there?");
            say(laptop, "快递明天从上海仓库发出。");
            comeBack(cursors);
        }
    }

    /// @return what Bob's phone must keep to resume later
    private Map<ConversationId, Long> readOne(ParleySocket laptop, Writer writer) throws InterruptedException {
        var reader = new Reader();
        try (ParleySocket phone = bob.connect(SocketOptions.device("phone"), reader)) {
            var _ = phone.ready().join();
            long seq = say(laptop, "你好 Bob");
            reader.expect();
            writer.expectRead(seq);
            return phone.cursors();
        }
    }

    private void comeBack(Map<ConversationId, Long> cursors) throws InterruptedException {
        var reader = new Reader();
        SocketOptions resuming = SocketOptions.device("phone").withCursors(cursors);
        try (ParleySocket phone = bob.connect(resuming, reader)) {
            var _ = phone.ready().join();
            reader.expect();
            reader.expect();
        }
    }

    private long say(ParleySocket socket, String text) {
        long seq = socket.send(conversation, MessageId.next(), Content.text(text))
                .join()
                .seq();
        IO.println("alice wrote " + seq);
        return seq;
    }

    private static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException(what + ": none after " + PATIENCE_SECONDS + " s (expected: one)");
        }
        return next;
    }

    /// Marks as read whatever it is shown.
    private final class Reader implements SocketListener {

        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

        @Override
        public void onMessage(Message message) {
            if (conversation.equals(message.conversationId()) && message.messageId() != null) {
                messages.add(message);
            }
        }

        void expect() throws InterruptedException {
            Message message = next(messages, "message");
            IO.println("bob reads  " + message.seq() + "  " + message.text());
            bob.messages().read(conversation, message.seq());
        }
    }

    private static final class Writer implements SocketListener {

        private final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();

        @Override
        public void onReceipt(Receipt receipt) {
            receipts.add(receipt);
        }

        void expectRead(long seq) throws InterruptedException {
            while (next(receipts, "receipt").readSeq() < seq) {
                // delivered comes before read
            }
            IO.println("alice sees that bob read up to " + seq);
        }
    }
}
