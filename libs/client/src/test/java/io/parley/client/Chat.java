package io.parley.client;

import java.net.URI;
import java.util.List;
import java.util.Scanner;

/// A chat in the terminal against a local region: `Chat alice bob` signs in as alice and talks to bob.
final class Chat {

    private Chat() {}

    static void main(String[] args) {
        var http = ParleyClient.newHttpClient();
        var tokens = OidcTokens.password(URI.create("http://localhost:8090/parley"), args[0], args[0], http);
        var parley = new ParleyClient(URI.create("http://localhost:8080"), tokens, http);
        PersonId other = parley.people().named(args[1]).personId();
        ConversationId conversation = parley.conversations()
                .create(ConversationId.next(), "direct", null, List.of(other))
                .conversationId();

        var listener = new SocketListener() {
            @Override
            public void onMessage(Message message) {
                IO.println(message.seq() + "  " + message.text());
            }
        };
        try (var socket = parley.connect(SocketOptions.device("terminal"), listener);
                var lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                var _ = socket.send(conversation, MessageId.next(), Content.text(lines.nextLine()))
                        .join();
            }
        }
    }
}
