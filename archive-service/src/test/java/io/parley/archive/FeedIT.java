package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.client.ProblemException;
import io.parley.client.feed.FeedConsumer;
import io.parley.client.feed.FeedException;
import io.parley.client.feed.FeedHandler;
import io.parley.client.feed.FeedItem;
import io.parley.client.feed.FeedRecord;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an outside archive gets, and what it does not.
class FeedIT extends RunningFeed {

    @Test
    void everythingArrivesInOrderAndNothingThatIsNotArchived() {
        Reader reader = reader();
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        MessageId first = talk.post(alice, "canary 金丝雀 \\u0000 \uD83D\uDE00");
        talk.edit(alice, first, "edited");
        talk.recall(alice, first);
        bases().withdraw(alice);
        talk.post(alice, "never archived");
        settled(talk);

        awaitNumbered();
        long from = reader.position;
        byte[] answer = reader.http.bytes(FEED + "?limit=1000&after=" + from);
        reader.caughtUp();

        List<FeedRecord> records = reader.of(talk);
        assertThat(records)
                .extracting(FeedRecord::type, FeedRecord::conversationSeq, FeedRecord::messageId, FeedRecord::authorId)
                .containsExactly(
                        tuple("message", 1L, first.toString(), alice.toString()),
                        tuple("edit", 2L, first.toString(), alice.toString()),
                        tuple("recall", 3L, first.toString(), alice.toString()));
        assertThat(records.get(0).content().path("text").asString()).isEqualTo("canary 金丝雀 \\u0000 \uD83D\uDE00");
        assertThat(records.get(1).content().path("text").asString()).isEqualTo("edited");
        assertThat(records.get(1).json().path("firstRecordId").asString())
                .isEqualTo(records.get(0).recordId())
                .isEqualTo(records.get(2).json().path("firstRecordId").asString());
        assertThat(records.get(0)
                        .json()
                        .path("basis")
                        .path("parties")
                        .get(0)
                        .path("ground")
                        .asString())
                .isEqualTo("consent");
        assertThat(new String(answer, StandardCharsets.UTF_8))
                .contains("encryptedRecord")
                .doesNotContain("canary", "金丝雀");
        assertThat(reader.position).isEqualTo(last());
        assertThat(reader.lost).isEmpty();
    }

    @Test
    void aNewKeyIsUsedFromThenOnAndAnOldOneWhenAskedFor() {
        Reader reader = reader();
        PersonId alice = bases().consenting();
        Conversation talk = talk(alice, "under the first");
        reader.caughtUp();
        long begun = reader.position;
        reader.withKey(2, x25519());
        talk.post(alice, "under the second");
        settled(talk);
        awaitNumbered();

        assertThat(reader.feed.pull(begun, 1000, 0))
                .extracting(FeedItem::publicKeyVersion)
                .containsOnly(2);
        assertThat(reader.feed.pull(begun, 1000, 0, 1))
                .extracting(FeedItem::publicKeyVersion)
                .containsOnly(1);
        reader.caughtUp();
        assertThat(reader.of(talk))
                .extracting(record -> record.content().path("text").asString())
                .containsExactly("under the first", "under the second");

        assertThat(decideKey(officer, reader.client, 2, "revoke").status()).isEqualTo(200);
        assertThat(reader.http.get(FEED + "?keyVersion=2").code()).isEqualTo("feed-key-required");
        assertThat(reader.feed.pull(begun, 1000, 0))
                .extracting(FeedItem::publicKeyVersion)
                .containsOnly(1);
    }

    @Test
    void readersWithDifferentKeysInOneProcessShareNothing() {
        List<Reader> readers = List.of(strangeReader(), strangeReader(), strangeReader());
        readers.forEach(reader -> authorised(reader.client));
        readers.get(0).withKey(1, rsa(2048)).fromNow();
        readers.get(1).withKey(1, x25519()).fromNow();
        readers.get(2).withKey(7, rsa(3072)).fromNow();
        String[] texts = IntStream.range(0, 40).mapToObj(n -> "text " + n).toArray(String[]::new);
        Conversation talk = talk(bases().consenting(), texts);
        awaitNumbered();

        CompletableFuture.allOf(readers.stream()
                        .map(reader -> CompletableFuture.runAsync(reader::caughtUp))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.of(talk))
                        .extracting(record -> record.content().path("text").asString())
                        .containsExactly(texts));
        Reader other = readers.get(1);
        FeedConsumer wrongKey = new FeedConsumer(
                readers.getFirst().feed, other.keys, strangeReader().fromNow(), other);
        assertThat(wrongKey.pull(0)).isZero();
        Conversation _ = talk(bases().consenting(), "more");
        awaitNumbered();
        assertThatThrownBy(() -> wrongKey.pull(0))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void aReaderThatStopsInTheMiddleOrIsAwayForLongMissesNothing() {
        Reader reader = reader();
        String[] texts = IntStream.range(0, 60).mapToObj(n -> "text " + n).toArray(String[]::new);
        PersonId alice = bases().consenting();
        Conversation talk = talk(alice, texts);
        awaitNumbered();
        List<String> taken = new ArrayList<>();
        FeedHandler crashing = record -> {
            if (taken.size() == 25) {
                throw new IllegalStateException("stopped");
            }
            taken.add(record.recordId());
        };
        FeedConsumer first = new FeedConsumer(reader.feed, reader.keys, reader, crashing);
        assertThatThrownBy(() -> first.pull(0)).hasMessage("stopped");

        for (int round = 0; round < 5; round++) {
            Conversation _ = talk(alice, "meanwhile " + round);
        }
        reader.caughtUp();

        assertThat(taken).hasSize(25);
        List<String> all = new ArrayList<>(taken);
        reader.records.forEach(record -> all.add(record.recordId()));
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(65);
        assertThat(reader.of(talk).size() + 25).isEqualTo(60);
    }

    @Test
    void whatIsRevokedWhileAReaderWaitsDoesNotLeave() {
        Reader reader = reader();
        String authorisation = authorised(reader.client);
        // The first authorisation, which reader() got, ends; the second one is left.
        officer.get(AUTHORISATIONS + "?limit=1000").body().path("items").forEach(one -> {
            String id = one.path("authorisationId").asString();
            if (one.path("clientId").asString().equals(reader.client) && !id.equals(authorisation)) {
                assertThat(officer.post(AUTHORISATIONS + "/" + id + "/revoke", "{}")
                                .status())
                        .isEqualTo(200);
            }
        });
        awaitNumbered();
        long begun = last();
        CompletableFuture<Http.Answer> waiting =
                CompletableFuture.supplyAsync(() -> reader.http.get(FEED + "?wait=20&after=" + begun));
        assertThat(approver.post(AUTHORISATIONS + "/" + authorisation + "/revoke", "{\"comment\":\"stop\"}")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("revoked");
        Conversation _ = talk(bases().consenting(), "too late");

        assertThat(waiting.join().code()).isEqualTo("feed-not-authorised");
        assertThatThrownBy(() -> reader.feed.pull(begun, 10, 0))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(403));
    }

    @Test
    void whatIsDestroyedLeavesItsNumberAndTheReasonAndWhatIsLostIsCalledThat() {
        Reader reader = reader();
        PersonId alice = bases().consenting();
        PersonId gone = bases().consenting();
        Conversation talk = conversation().open(alice, gone);
        talk.post(alice, "stays");
        talk.post(gone, "key destroyed");
        talk.post(alice, "purged");
        talk.post(alice, "lost");
        talk.post(alice, "tampered with");
        settled(talk);
        awaitNumbered();
        long begun = reader.position;
        destroyKeys(talk, gone);
        purged(talk, 3);
        asOwner()
                .update(
                        "DELETE FROM record WHERE conversation_id = ? AND seq = 4",
                        talk.id().value());
        asOwner()
                .update(
                        "UPDATE record SET sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20)) "
                                + "WHERE conversation_id = ? AND seq = 5",
                        talk.id().value());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(reader.feed.pull(begun, 1000, 0).stream()
                                .map(item -> item.destroyed() ? item.reason() : item.lost() ? "lost" : "here"))
                        .containsExactly("here", "key-destroyed", "retention", "lost", "lost"));
        reader.caughtUp();
        assertThat(reader.of(talk)).extracting(FeedRecord::conversationSeq).containsExactly(1L);
        assertThat(reader.destroyed).containsExactly((begun + 2) + " key-destroyed", (begun + 3) + " retention");
        assertThat(reader.lost).containsExactly(begun + 4, begun + 5);
        FeedConsumer strict =
                new FeedConsumer(reader.feed, reader.keys, strangeReader().at(begun), record -> {});
        assertThatThrownBy(() -> strict.pull(0))
                .isInstanceOfSatisfying(
                        FeedException.class, lost -> assertThat(lost.seq()).isEqualTo(begun + 4));
    }

    @Test
    void reactionsAndTitlesComeWithWhatTheyAreAbout() {
        Reader reader = reader();
        PersonId alice = bases().consenting();
        Conversation talk = conversation().openTitled("A title", alice);
        MessageId message = talk.post(alice, "look");
        talk.react(alice, message, "👍", false);
        talk.react(alice, message, "👍", true);
        talk.rename(alice, "Another");
        settled(talk);
        reader.caughtUp();

        List<FeedRecord> records = reader.of(talk);
        assertThat(records)
                .extracting(FeedRecord::type)
                .containsExactly("title", "message", "reaction", "reaction-removed", "title");
        assertThat(records.get(0).content().path("title").asString()).isEqualTo("A title");
        assertThat(records.get(2).content().path("emoji").asString()).isEqualTo("👍");
        assertThat(records.get(2).json().path("reactionTo").asString()).isEqualTo(message.toString());
        assertThat(records.get(2).json().path("firstRecordId").asString())
                .isEqualTo(records.get(1).recordId());
        assertThat(reader.lost).isEmpty();
    }

    @Test
    void recordsWhatLeavesBeforeItLeaves() {
        Reader reader = reader();
        Conversation _ = talk(bases().consenting(), "one", "two");
        awaitNumbered();
        long begun = reader.position;
        assertThat(reader.feed.pull(begun, 1, 0)).hasSize(1);

        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getActorId().equals(reader.client)
                                    && event.getAction().equals("feed.read"))
                            .extracting(
                                    AuditRecorded::getPurpose,
                                    AuditRecorded::getCaseRef,
                                    event -> event.getDetailMap().get("from"),
                                    event -> event.getDetailMap().get("to"),
                                    event -> event.getDetailMap().get("records"),
                                    AuditRecorded::getAffectedCount)
                            .containsExactly(
                                    tuple("record-keeping", "FEED-1", "" + (begun + 1), "" + (begun + 1), "1", 1)));
            assertThat(audit.heard())
                    .extracting(AuditRecorded::getAction)
                    .contains("feed.requested", "feed.approved", "feed.key-added", "feed.key-approved");
        }
    }

    @Test
    void aPositionBeyondTheEndIsNotTakenForCaughtUp() {
        Reader reader = reader();
        assertThat(reader.http.get(FEED + "?after=" + (last() + 1_000_000)).code())
                .isEqualTo("conflict");
        assertThat(reader.http.get(FEED + "?after=" + last()).body().path("items"))
                .isEmpty();
    }

    @Test
    void theOtherFormHasTheNamesOfWecom() {
        Reader reader = reader();
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().open(alice, bob);
        MessageId message = talk.post(alice, "你好");
        talk.recall(alice, message);
        settled(talk);
        awaitNumbered();
        KeyPair pair = rsa(2048);
        reader.withKey(2, pair);

        var body =
                reader.http.get(FEED + "/wecom?limit=10&seq=" + reader.position).body();
        assertThat(body.path("errcode").asInt(-1)).isZero();
        assertThat(body.path("errmsg").asString()).isEqualTo("ok");
        var rows = body.path("chatdata");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).propertyNames())
                .containsExactlyInAnyOrder("seq", "msgid", "publickey_ver", "encrypt_random_key", "encrypt_chat_msg");
        var sent = FeedBytes.open(rows.get(0), pair.getPrivate());
        assertThat(sent.path("msgid").asString())
                .isEqualTo(rows.get(0).path("msgid").asString());
        assertThat(sent.path("action").asString()).isEqualTo("send");
        assertThat(sent.path("from").asString()).isEqualTo(alice.toString());
        assertThat(sent.path("tolist").valueStream().map(one -> one.asString())).containsExactly(bob.toString());
        assertThat(sent.path("roomid").asString()).isEqualTo(talk.id().toString());
        assertThat(sent.path("msgtype").asString()).isEqualTo("text");
        assertThat(sent.path("text").path("content").asString()).isEqualTo("你好");
        var recalled = FeedBytes.open(rows.get(1), pair.getPrivate());
        assertThat(recalled.path("action").asString()).isEqualTo("recall");
        assertThat(recalled.path("msgtype").asString()).isEqualTo("revoke");
        assertThat(recalled.path("revoke").path("pre_msgid").asString())
                .isEqualTo(sent.path("msgid").asString());
    }

    private void destroyKeys(Conversation talk, PersonId author) {
        asOwner()
                .query(
                        "SELECT key_id::text FROM record WHERE conversation_id = ? AND sender_id = ?",
                        (row, n) -> row.getString(1),
                        talk.id().value(),
                        author.value())
                .forEach(this::destroyKey);
    }

    /// As retention leaves it.
    private void purged(Conversation talk, long seq) {
        UUID sweep = Ids.next();
        UUID policy = Ids.next();
        asOwner().update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
        asOwner()
                .update(
                        "INSERT INTO retention_policy VALUES (?, 'n', 'delete-after', 'text', 'P99Y', NULL, '{}', '{}', '{}', '{}', ?, now())",
                        policy,
                        Ids.next());
        asOwner()
                .update(
                        "DELETE FROM record WHERE conversation_id = ? AND seq = ?",
                        talk.id().value(),
                        seq);
        asOwner()
                .update(
                        "INSERT INTO purge VALUES (?, ?, ?, ?, ?, 'delete-after', now(), sha256('x'))",
                        talk.id().value(),
                        seq,
                        seq,
                        sweep,
                        policy);
    }
}
