package io.parley.client.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedConsumerTest {

    private static final KeyPair RSA = SealedItems.pair("RSA");
    private static final KeyPair X25519 = SealedItems.pair("X25519");
    private static final FeedKeys KEYS =
            FeedKeys.none().with(1, RSA.getPrivate()).with(2, X25519.getPrivate());

    @TempDir
    Path folder;

    private final List<FeedItem> feed = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();

    @Test
    void opensWhatIsEncryptedToSeveralVersions() {
        for (long seq = 1; seq <= 9; seq++) {
            feed.add(item(seq, seq % 3 == 0 ? 1 : 2));
        }
        assertThat(consumer(KEYS).catchUp()).isEqualTo(9);
        assertThat(taken)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 9).mapToObj(n -> "text " + n).toList());
        assertThat(position().load()).isEqualTo(9);
        assertThat(consumer(KEYS).catchUp()).isZero();
    }

    @Test
    void aMissingNumberIsAnErrorThatNamesIt() {
        feed.add(item(1, 1));
        feed.add(item(3, 1));
        FeedConsumer consumer = consumer(KEYS);
        assertThatThrownBy(() -> consumer.pull(0))
                .isInstanceOfSatisfying(
                        FeedException.class, gap -> assertThat(gap.seq()).isEqualTo(2));
        assertThat(position().load()).isEqualTo(1);
        feed.set(1, item(1, 1));
        assertThatThrownBy(() -> consumer.pull(0)).hasMessageContaining("number 2");
    }

    @Test
    void whatIsNotAsItWasSentIsRefused() {
        FeedItem good = item(1, 1);
        for (int at : new int[] {0, 11, 12, 20, length(good) - 1}) {
            refused(with(good, good.encryptedKey(), flipped(good.encryptedRecord(), at)));
        }
        refused(with(good, flipped(good.encryptedKey(), 5), good.encryptedRecord()));
        refused(with(good, item(1, 1).encryptedKey(), good.encryptedRecord()));
        FeedItem hpke = item(1, 2);
        refused(with(hpke, flipped(hpke.encryptedKey(), 3), hpke.encryptedRecord()));
        refused(with(hpke, flipped(hpke.encryptedKey(), 40), hpke.encryptedRecord()));
        refused(new FeedItem(1, "record-2", 1, good.encryptedKey(), good.encryptedRecord(), false, null, false));
        refused(new FeedItem(1, "record-1", 1, null, null, false, null, false));
        FeedItem moved = item(7, 1);
        refused(new FeedItem(
                1, moved.recordId(), 1, moved.encryptedKey(), moved.encryptedRecord(), false, null, false));
        assertThat(taken).isEmpty();
        assertThat(position().load()).isZero();
    }

    @Test
    void aVersionWithoutAKeyIsNamed() {
        feed.add(item(1, 2));
        FeedConsumer onlyRsa = consumer(FeedKeys.none().with(1, RSA.getPrivate()));
        assertThatThrownBy(() -> onlyRsa.pull(0)).hasMessageContaining("key version 2");
        assertThatThrownBy(() -> KEYS.with(1, RSA.getPrivate())).isInstanceOf(IllegalArgumentException.class);
        KeyPair elliptic = SealedItems.pair("EC");
        assertThatThrownBy(() -> KEYS.with(3, elliptic.getPrivate())).hasMessageContaining("expected: RSA or X25519");
    }

    @Test
    void goesOnBehindWhatTheHandlerTook() {
        for (long seq = 1; seq <= 5; seq++) {
            feed.add(item(seq, 1));
        }
        FeedConsumer failing = new FeedConsumer(this::pull, KEYS, position(), record -> {
            if (record.seq() == 4) {
                throw new IllegalStateException("full disk");
            }
            taken.add(text(record));
        });
        assertThatThrownBy(failing::catchUp).hasMessage("full disk");
        assertThat(position().load()).isEqualTo(3);
        assertThat(consumer(KEYS).catchUp()).isEqualTo(2);
        assertThat(taken).containsExactly("text 1", "text 2", "text 3", "text 4", "text 5");
    }

    @Test
    void aLawfulHoleIsToldAndALossStopsTheFeed() {
        feed.add(new FeedItem(1, null, null, null, null, true, "retention", false));
        feed.add(new FeedItem(2, null, null, null, null, false, null, true));
        FeedConsumer consumer = consumer(KEYS);
        assertThatThrownBy(() -> consumer.pull(0)).hasMessageContaining("number 2: lost");
        assertThat(taken).containsExactly("1 retention");
        assertThat(position().load()).isEqualTo(1);
    }

    private FeedConsumer consumer(FeedKeys keys) {
        return new FeedConsumer(this::pull, keys, position(), new FeedHandler() {
            @Override
            public void onRecord(FeedRecord record) {
                taken.add(text(record));
            }

            @Override
            public void onDestroyed(long seq, String reason) {
                taken.add(seq + " " + reason);
            }
        });
    }

    private FeedPosition position() {
        return new FilePosition(folder.resolve("position"));
    }

    private List<FeedItem> pull(long after, int limit, int waitSeconds) {
        return feed.stream().skip(after).limit(3).toList();
    }

    private void refused(FeedItem item) {
        feed.clear();
        feed.add(item);
        FeedConsumer consumer = consumer(KEYS);
        assertThatThrownBy(() -> consumer.pull(0))
                .isInstanceOfSatisfying(
                        FeedException.class, bad -> assertThat(bad.seq()).isEqualTo(1));
    }

    private static FeedItem item(long seq, int version) {
        String json = "{\"seq\":" + seq + ",\"type\":\"message\",\"content\":{\"type\":\"text\",\"text\":\"text " + seq
                + "\"}}";
        return SealedItems.item(seq, json, version, version == 1 ? RSA.getPublic() : X25519.getPublic());
    }

    private static FeedItem with(
            FeedItem item,
            byte @org.jspecify.annotations.Nullable [] key,
            byte @org.jspecify.annotations.Nullable [] record) {
        return new FeedItem(item.seq(), item.recordId(), item.publicKeyVersion(), key, record, false, null, false);
    }

    private static int length(FeedItem item) {
        return item.encryptedRecord() == null ? 0 : item.encryptedRecord().length;
    }

    private static byte[] flipped(byte @org.jspecify.annotations.Nullable [] bytes, int at) {
        assertThat(bytes).isNotNull();
        byte[] other = bytes == null ? new byte[0] : bytes.clone();
        other[at] ^= 1;
        return other;
    }

    private static String text(FeedRecord record) {
        return record.content().path("text").asString();
    }
}
