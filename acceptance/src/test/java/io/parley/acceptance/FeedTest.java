package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.client.ArchiveFeed;
import io.parley.client.AuditLog;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.client.ProblemException;
import io.parley.client.feed.FeedConsumer;
import io.parley.client.feed.FeedHandler;
import io.parley.client.feed.FeedKeys;
import io.parley.client.feed.FeedRecord;
import io.parley.client.feed.FilePosition;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An outside archive pulls what is archived through the public door, with the SDK's consumer.
class FeedTest {

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();
    private final ArchiveFeed officer = Region.erinTheOfficer().api().feed();
    private final FeedClient client = FeedClient.signedIn();
    private final List<FeedRecord> records = new ArrayList<>();

    @Test
    void everythingArchivedArrivesOnceAndInOrderAndNothingElse() {
        KeyPair rsa = pair("RSA");
        KeyPair x25519 = pair("X25519");
        String authorisation = FeedClient.authorised();
        int first = client.approvedKey(rsa);
        FeedKeys keys = FeedKeys.none().with(first, rsa.getPrivate());
        FeedConsumer consumer = consumer(keys);
        long _ = consumer.catchUp();
        records.clear();
        long before = new FilePosition(folder.resolve("position")).load();

        String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        ConversationId kept = talk(Region.bob().agreed());
        MessageId message = alice.says(kept, canary + " 金丝雀");
        alice.api().messages().edit(kept, message, Content.text(canary + " edited"));
        alice.api().messages().recall(kept, message);
        Officers.coverage(kept, 3);
        ConversationId refused = unarchived(canary);

        Wait.shortly().until(() -> consumer.pull(5), _ -> of(kept).size() >= 3);
        assertThat(of(kept))
                .extracting(FeedRecord::type, FeedRecord::conversationSeq, FeedRecord::messageId)
                .containsExactly(
                        tuple("message", 1L, message.toString()),
                        tuple("edit", 2L, message.toString()),
                        tuple("recall", 3L, message.toString()));
        assertThat(of(kept).getFirst().content().path("text").asString()).isEqualTo(canary + " 金丝雀");
        of(kept).forEach(FeedRecord::verifyContent);
        assertThat(of(refused)).isEmpty();
        String answer = client.http()
                .get("/v1/archive/feed?limit=1000&after=" + before)
                .hasStatus(200)
                .text();
        assertThat(answer).contains("encryptedRecord").doesNotContain(canary, "金丝雀");

        int second = client.approvedKey(x25519);
        alice.says(kept, canary + " under another key");
        Officers.coverage(kept, 4);
        FeedConsumer rotated = consumer(keys.with(second, x25519.getPrivate()));
        Wait.shortly().until(() -> rotated.pull(5), _ -> of(kept).size() >= 4);
        assertThat(of(kept).getLast().content().path("text").asString()).endsWith("under another key");

        var wecom = client.http()
                .get("/v1/archive/feed/wecom?seq=" + before)
                .hasStatus(200)
                .json();
        assertThat(wecom.path("errcode").asInt(-1)).isZero();
        assertThat(wecom.path("chatdata").get(0).path("publickey_ver").asInt()).isEqualTo(second);
        assertThat(wecom.toString()).doesNotContain(canary);

        assertThat(officer.revoke(authorisation, "over").state()).isEqualTo("revoked");
        revokeAll();
        assertThatThrownBy(() -> rotated.pull(0))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("feed-not-authorised"));
        Wait.shortly()
                .until(() -> Region.graceTheAuditor().api().audit().all(AuditLog.Filter.action("feed.read")).stream()
                        .anyMatch(event -> event.actor().id().equals(FeedClient.ID)));
    }

    @Test
    void onlyTheClientItselfMayPull() {
        alice.http().get("/v1/archive/feed").isProblem(403, "forbidden");
        Region.erinTheOfficer().http().get("/v1/archive/feed").isProblem(403, "forbidden");
        Raw.anonymous().get("/v1/archive/feed").isProblem(401, "unauthenticated");
        Raw outside = client.http();
        outside.get("/v1/archive/feed?limit=0")
                .isProblem(400, "invalid-request")
                .namesField("limit");
        outside.get("/v1/me").isProblem(403, "forbidden");
        outside.put(
                        "/v1/archive/feed/keys/1000000",
                        "{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}}")
                .isProblem(400, "invalid-request")
                .namesField("jwk");
    }

    private FeedConsumer consumer(FeedKeys keys) {
        return new FeedConsumer(client.feed(), keys, new FilePosition(folder.resolve("position")), new FeedHandler() {
            @Override
            public void onRecord(FeedRecord record) {
                records.add(record);
            }

            @Override
            public void onLost(long seq) {
                // What other tests of this region damage on purpose is not this one's concern.
            }
        });
    }

    private List<FeedRecord> of(ConversationId conversation) {
        return records.stream()
                .filter(record -> record.conversationId().equals(conversation.toString()))
                .toList();
    }

    private ConversationId talk(Persona other) {
        ConversationId id = alice.opens("group", other).conversationId();
        Wait.shortly()
                .until(() -> alice.api().conversations().get(id).archiveState().equals("archived"));
        return id;
    }

    /// A conversation with somebody who never agreed to the archive.
    private ConversationId unarchived(String canary) {
        ConversationId id = alice.opens("group", Newcomer.guest()).conversationId();
        alice.says(id, canary + " never archived");
        Officers.coverage(id, 1);
        assertThat(Officers.archive().coverage(id).archived()).isZero();
        return id;
    }

    /// Of earlier runs, too.
    private void revokeAll() {
        Region.erinTheOfficer()
                .http()
                .get("/v1/archive/feed/authorisations?limit=1000")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("state").asString("").equals("approved"))
                .forEach(one -> officer.revoke(one.path("authorisationId").asString(), "over"));
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
