package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.client.ArchiveFeed;
import io.parley.client.ParleyClient;
import io.parley.client.feed.FeedConsumer;
import io.parley.client.feed.FeedHandler;
import io.parley.client.feed.FeedKeys;
import io.parley.client.feed.FeedPosition;
import io.parley.client.feed.FeedRecord;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.testing.TestIssuer;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// Those who decide about the feed, and readers of it. The feed has what all tests of this region archived, so each
/// begins behind what is there.
abstract class RunningFeed extends RunningOffice {

    static final String FEED = "/v1/archive/feed";
    static final String AUTHORISATIONS = FEED + "/authorisations";

    Http admin;

    @BeforeEach
    void people() {
        admin = somebody("admin");
    }

    /// An outside archive, and what it got.
    final class Reader implements FeedPosition, FeedHandler {

        final String client;
        final Http http;
        final ArchiveFeed feed;
        final List<FeedRecord> records = new ArrayList<>();
        final List<String> destroyed = new ArrayList<>();
        final List<Long> lost = new ArrayList<>();
        FeedKeys keys = FeedKeys.none();
        long position;

        Reader(String client) {
            this.client = client;
            this.http = Http.client(port, client, "archive.feed");
            this.feed = new ParleyClient(
                            URI.create("http://localhost:" + port),
                            () -> TestIssuer.shared().service(client, "archive.feed"))
                    .feed();
        }

        @Override
        public long load() {
            return position;
        }

        @Override
        public void save(long seq) {
            position = seq;
        }

        @Override
        public void onRecord(FeedRecord record) {
            record.verifyContent();
            records.add(record);
        }

        @Override
        public void onDestroyed(long seq, String reason) {
            destroyed.add(seq + " " + reason);
        }

        @Override
        public void onLost(long seq) {
            lost.add(seq);
        }

        FeedConsumer consumer() {
            return new FeedConsumer(feed, keys, this, this);
        }

        /// Everything that is numbered by now.
        Reader caughtUp() {
            awaitNumbered();
            consumer().catchUp();
            return this;
        }

        Reader withKey(int version, KeyPair pair) {
            proposed(version, pair.getPublic());
            assertThat(decideKey(approver, client, version, "approve").status()).isEqualTo(200);
            keys = keys.with(version, pair.getPrivate());
            return this;
        }

        void proposed(int version, PublicKey key) {
            assertThat(http.put(FEED + "/keys/" + version, pem(key)).status()).isEqualTo(201);
        }

        Reader fromNow() {
            awaitNumbered();
            position = last();
            return this;
        }

        Reader at(long seq) {
            position = seq;
            return this;
        }

        List<FeedRecord> of(Conversation talk) {
            return records.stream()
                    .filter(record -> record.conversationId().equals(talk.id().toString()))
                    .toList();
        }
    }

    /// May read, has an RSA key, and begins with what comes next.
    Reader reader() {
        Reader reader = strangeReader();
        authorised(reader.client);
        return reader.withKey(1, rsa(2048)).fromNow();
    }

    /// A client of which nobody knows.
    Reader strangeReader() {
        return new Reader("archive-" + Ids.next());
    }

    String requested(String client) {
        Http.Answer asked = officer.post(AUTHORISATIONS, authorisation(client));
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        return asked.body().path("authorisationId").asString();
    }

    String authorised(String client) {
        String id = requested(client);
        assertThat(approver.post(AUTHORISATIONS + "/" + id + "/approve", "{}").status())
                .isEqualTo(200);
        return id;
    }

    static String authorisation(String client) {
        return """
                {"clientId":"%s","recipient":"Outside Archives Ltd","purpose":"record-keeping","caseRef":"FEED-1",
                 "ground":"MiFID II Art. 16(7), kept by contract","expiresAt":"%s"}""".formatted(client, Instant.now().plus(Duration.ofDays(30)));
    }

    Http.Answer decideKey(Http by, String client, int version, String verb) {
        return by.post(FEED + "/keys/" + version + "/" + verb, "{\"clientId\":\"" + client + "\"}");
    }

    static String pem(PublicKey key) {
        return "{\"pem\":\"-----BEGIN PUBLIC KEY-----\\n" + Base64.getEncoder().encodeToString(key.getEncoded())
                + "\\n-----END PUBLIC KEY-----\\n\"}";
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair x25519() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    long last() {
        Long last = asOwner().queryForObject("SELECT coalesce(max(last_seq), 0) FROM feed_page", Long.class);
        return last == null ? 0 : last;
    }

    /// Whatever is archived by now has a number.
    void awaitNumbered() {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(asOwner().queryForObject("""
                        SELECT count(*) FROM seal s JOIN disposition d USING (seal_id) WHERE d.outcome = 'archived'
                            AND NOT EXISTS (SELECT FROM feed_page p WHERE p.seal_id = s.seal_id)""", Long.class)).isZero());
    }

    /// A conversation with so many texts.
    Conversation talk(PersonId author, String... texts) {
        Conversation talk = conversation().open(author);
        for (String text : texts) {
            MessageId _ = talk.post(author, text);
        }
        settled(talk);
        return talk;
    }
}
