package io.parley.client.example;

import io.parley.client.ArchiveFeed;
import io.parley.client.ArchiveFeed.AuthorisationRequest;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.feed.FeedConsumer;
import io.parley.client.feed.FeedHandler;
import io.parley.client.feed.FeedKeys;
import io.parley.client.feed.FeedRecord;
import io.parley.client.feed.FilePosition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;

/// An outside archive: makes a key, has it and its authorisation approved by two demo people, and prints what the
/// region
/// has archived, and what it goes on to archive. Stopped and started again, it goes on where it was. Needs a running
/// local region (`./parley up`).
final class OutsideArchive {

    private static final String CLIENT = "parley-feed";
    private static final int WAIT_SECONDS = 20;

    private final HttpClient http = ParleyClient.newHttpClient();
    private final URI gateway;
    private final URI issuer;
    private final Path home;

    private OutsideArchive(URI gateway, URI issuer, Path home) {
        this.gateway = gateway;
        this.issuer = issuer;
        this.home = home;
    }

    /// @param arguments the file with the client's secret, a folder for the key and the position, `--once` to stop when
    ///     all is read
    static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("arguments: SECRET-FILE FOLDER [--once]");
        }
        var archive = new OutsideArchive(
                URI.create("http://localhost:8080"),
                URI.create("http://localhost:8090/parley"),
                Files.createDirectories(Path.of(arguments[1])));
        archive.read(Files.readString(Path.of(arguments[0])).strip(), arguments.length > 2);
    }

    private void read(String secret, boolean once) throws IOException, GeneralSecurityException {
        ArchiveFeed feed = new ParleyClient(
                        gateway, OidcTokens.clientCredentials(issuer, CLIENT, secret, "archive.feed", http), http)
                .feed();
        var consumer = new FeedConsumer(
                feed, FeedKeys.none().with(1, key(feed)), new FilePosition(home.resolve("position")), new Printer());
        IO.println(consumer.catchUp() + " numbers read");
        while (!once) {
            int _ = consumer.pull(WAIT_SECONDS);
        }
    }

    /// Made once, and put on file; the private one never leaves.
    private PrivateKey key(ArchiveFeed feed) throws IOException, GeneralSecurityException {
        Path file = home.resolve("key.pkcs8");
        if (!Files.exists(file)) {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            Files.write(file, pair.getPrivate().getEncoded());
            ArchiveFeed.Key proposed = feed.putKey(1, pair.getPublic());
            IO.println("key 1: " + proposed.thumbprint());
            decide();
        }
        return KeyFactory.getInstance("X25519").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
    }

    /// What two people of the organisation do, who have the thumbprint by another way.
    private void decide() {
        ArchiveFeed officer = as("erin");
        ArchiveFeed approver = as("frank");
        String asked = officer.request(new AuthorisationRequest(
                        CLIENT,
                        "The archive next door",
                        "record-keeping",
                        "FEED-1",
                        "Kept outside for seven years, by contract",
                        Instant.now().plus(Duration.ofDays(30))))
                .authorisationId();
        IO.println("authorisation: " + approver.approve(asked, "as agreed").state());
        IO.println("key 1: " + approver.approveKey(CLIENT, 1, "compared").state());
    }

    private ArchiveFeed as(String person) {
        return new ParleyClient(gateway, OidcTokens.password(issuer, person, person, http), http).feed();
    }

    private static final class Printer implements FeedHandler {

        @Override
        public void onRecord(FeedRecord record) {
            record.verifyContent();
            IO.println(record.seq() + "  " + record.type() + "  " + record.conversationId() + "#"
                    + record.conversationSeq() + "  "
                    + record.content().path("text").asString(""));
        }

        @Override
        public void onDestroyed(long seq, String reason) {
            IO.println(seq + "  destroyed: " + reason);
        }
    }
}
