package io.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Parley as one person sees it. Every call takes a fresh token from the supplier, blocks the calling (virtual) thread,
/// and
/// throws [ProblemException] when the server refuses or [java.io.UncheckedIOException] when it cannot be reached.
public final class ParleyClient {

    private final URI base;
    private final Supplier<String> token;
    private final HttpClient http;
    private final Rest rest;

    /// @param base the gateway's address, such as `http://localhost:8080`
    /// @param token gives a valid access token, see [OidcTokens]
    public ParleyClient(URI base, Supplier<String> token) {
        this(base, token, newHttpClient());
    }

    /// Shares one HTTP client (its threads and connections) between many people.
    public ParleyClient(URI base, Supplier<String> token, HttpClient http) {
        this.base = base;
        this.token = token;
        this.http = http;
        this.rest = new Rest(base, token, http);
    }

    /// An HTTP client fit for [#ParleyClient(URI, Supplier, HttpClient)].
    public static HttpClient newHttpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("parley-client-", 0).factory()))
                .build();
    }

    public People people() {
        return new People(rest);
    }

    public Notices notices() {
        return new Notices(rest);
    }

    public Conversations conversations() {
        return new Conversations(rest);
    }

    public Messages messages() {
        return new Messages(rest);
    }

    public Files files() {
        return new Files(rest);
    }

    public Archive archive() {
        return new Archive(rest);
    }

    /// What an outside archive calls, and who decides about it.
    public ArchiveFeed feed() {
        return new ArchiveFeed(rest);
    }

    public AuditLog audit() {
        return new AuditLog(rest);
    }

    /// Opens a socket that stays connected until [ParleySocket#close()] or until the server sends the client away.
    public ParleySocket connect(SocketOptions options, SocketListener listener) {
        var socket = new ParleySocket(base, token, http, options, listener, messages());
        socket.start();
        return socket;
    }
}
