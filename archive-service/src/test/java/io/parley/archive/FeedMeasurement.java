package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.archive.seal.Salt;
import io.parley.client.feed.FeedConsumer;
import io.parley.client.feed.FeedItem;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How many records a second leave by the feed, and how many the SDK's consumer takes, service and consumer in one
/// process; nothing is asserted about it. Run alone on the machine:
/// `./mvnw -pl archive-service test -Dtest=FeedMeasurement -Dparley.measure=feed`
@EnabledIfSystemProperty(named = "parley.measure", matches = "feed")
class FeedMeasurement extends RunningFeed {

    private static final int RECORDS = 20_000;
    private static final int IN_A_SEAL = 200;
    private static final int ROUNDS = 3;
    private static final int PAGE = 1000;
    private static final String TEXT = "The delivery leaves the warehouse tomorrow, 快递明天从上海仓库发出。 ";

    @Test
    void pullsAndOpens() {
        Reader begin = strangeReader().fromNow();
        fill();
        awaitNumbered();
        for (int round = 0; round < ROUNDS; round++) {
            measure("RSA 2048", rsa(2048), begin.position);
            measure("RSA 3072", rsa(3072), begin.position);
            measure("X25519", x25519(), begin.position);
        }
    }

    @SuppressWarnings("SystemOut")
    private void measure(String what, KeyPair pair, long from) {
        Reader reader = strangeReader().at(from);
        authorised(reader.client);
        reader.withKey(1, pair);
        long start = System.nanoTime();
        for (long at = from; at < from + RECORDS; at += PAGE) {
            List<FeedItem> page = reader.feed.pull(at, PAGE, 0);
            assertThat(page).hasSize(PAGE);
        }
        long pulled = System.nanoTime();
        long handled = new FeedConsumer(reader.feed, reader.keys, reader, record -> {}).catchUp();
        long opened = System.nanoTime();
        assertThat(handled).isEqualTo(RECORDS);
        System.out.println(what + ": " + perSecond(pulled - start) + " records/s pulled, " + perSecond(opened - pulled)
                + " records/s pulled and opened");
    }

    private static long perSecond(long nanos) {
        return RECORDS * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    /// Records as intake leaves them, by 50 people in 100 conversations.
    private void fill() {
        Instant at = Time.next();
        asOwner().query("SELECT ensure_record_partition(?)", rs -> {}, Timestamp.from(at));
        List<DataKey> authors = new ArrayList<>();
        List<UUID> people = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            PersonId person = PersonId.next();
            people.add(person.value());
            authors.add(keys.current(person, KeyPurpose.ARCHIVE));
        }
        for (int from = 0; from < RECORDS; from += IN_A_SEAL) {
            Long seal = asOwner()
                    .queryForObject(
                            "INSERT INTO seal (root, leaves, sealed_at, event_id) VALUES (sha256('r'), sha256('l'), now(), ?) RETURNING seal_id",
                            Long.class,
                            Ids.next());
            batch(at, people, authors, seal == null ? 0 : seal);
        }
    }

    private void batch(Instant at, List<UUID> people, List<DataKey> authors, long seal) {
        ConversationId talk = ConversationId.next();
        List<Object[]> decisions = new ArrayList<>();
        List<Object[]> records = new ArrayList<>();
        for (int leaf = 0; leaf < IN_A_SEAL; leaf++) {
            UUID record = Ids.next();
            DataKey key = authors.get(leaf % authors.size());
            byte[] content =
                    ("{\"type\":\"text\",\"text\":\"" + TEXT.repeat(2) + leaf + "\"}").getBytes(StandardCharsets.UTF_8);
            decisions.add(new Object[] {talk.value(), leaf + 1L, Timestamp.from(at), seal, leaf});
            records.add(new Object[] {
                record,
                talk.value(),
                leaf + 1L,
                Ids.next(),
                people.get(leaf % people.size()),
                Timestamp.from(at),
                key.id().value(),
                key.seal(content, ContentAad.of(record, talk, "eu")),
                RecordProof.commitment(Salt.of(key, record), content)
            });
        }
        asOwner().batchUpdate("INSERT INTO disposition VALUES (?, ?, 'archived', NULL, ?, now(), ?, ?)", decisions);
        asOwner().batchUpdate("""
                INSERT INTO record (record_id, conversation_id, seq, message_id, sender_id, accepted_at, edit, content_type,
                    key_id, sealed, commitment, tokens, basis_set, decided_at, complete_up_to, region)
                VALUES (?, ?, ?, ?, ?, ?, false, 'text', ?, ?, ?, '{}', 'x', now(), now(), 'eu')""", records);
    }
}
