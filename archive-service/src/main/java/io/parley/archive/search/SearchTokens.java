package io.parley.archive.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.archive.hold.WordDigests;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Turns words into keyed digests, so that the store can find them and cannot read them.
///
/// 64 bits of a digest are kept; a candidate is therefore always verified against the decrypted text. Equal words have
/// equal digests within a region: how often a word occurs can be counted by whoever holds the table, its meaning not.
@Component
public class SearchTokens implements WordDigests {

    private static final int REMEMBERED = 100_000;
    private static final int KEYS = 2;

    private final Words words = new Words();
    private final DataKeys keys;
    private final IndexGenerations generations;
    /// Few words make up most of what is said; of each key their digests.
    private final Cache<KeyId, Cache<String, Long>> known =
            Caffeine.newBuilder().maximumSize(KEYS).build();

    SearchTokens(DataKeys keys, IndexGenerations generations) {
        this.keys = keys;
        this.generations = generations;
    }

    /// Under the newest index key, fetched once for a batch. What is written with it must be [#pinned].
    public Indexer indexer() {
        return indexer(generations.newest());
    }

    /// Inside the transaction that writes: until it ends, no newer index key comes into use.
    ///
    /// @throws IndexMovedOnException when one did so before
    public void pinned(Indexer indexer) {
        generations.pin();
        if (generations.newest() != indexer.generation()) {
            throw new IndexMovedOnException(indexer.generation(), generations.newest());
        }
    }

    /// Under each index key in use, what a text has that has this phrase; empty when it has no word.
    public List<long[]> forms(String phrase) {
        return generations.inUse().stream()
                .map(generation -> indexer(generation).apply(List.of(phrase)))
                .filter(tokens -> tokens.length > 0)
                .toList();
    }

    @Override
    public List<long[]> of(String phrase) {
        generations.pin();
        return forms(phrase);
    }

    @Override
    public DataKey key() {
        return key(generations.newest());
    }

    private Indexer indexer(int generation) {
        return new KeyedIndexer(generation, key(generation));
    }

    private DataKey key(int generation) {
        return keys.regionKey(KeyPurpose.INDEX, generation);
    }

    private final class KeyedIndexer implements Indexer {

        private final int generation;
        private final DataKey key;
        private final Cache<String, Long> digests;

        KeyedIndexer(int generation, DataKey key) {
            this.generation = generation;
            this.key = key;
            this.digests = known.get(
                    key.id(), _ -> Caffeine.newBuilder().maximumSize(REMEMBERED).build());
        }

        @Override
        public int generation() {
            return generation;
        }

        @Override
        public long[] apply(Collection<String> texts) {
            Set<String> found = words.in(texts);
            long[] tokens = new long[found.size()];
            int at = 0;
            for (String word : found) {
                tokens[at++] = digests.get(word, unknown -> token(key, unknown));
            }
            Arrays.sort(tokens);
            return tokens;
        }
    }

    private static long token(DataKey key, String word) {
        return ByteBuffer.wrap(key.fingerprint(word.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
