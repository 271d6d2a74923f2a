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
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Turns words into keyed digests, so that the store can find them and cannot read them.
///
/// 64 bits of a digest are kept; a candidate is therefore always verified against the decrypted text. Equal words have
/// equal digests within a region: how often a word occurs can be counted by whoever holds the table, its meaning not.
@Component
public class SearchTokens implements WordDigests {

    private static final int REMEMBERED = 50_000;

    private final Words words = new Words();
    private final DataKeys keys;
    /// Few words make up most of what is said.
    private final Cache<Word, Long> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    SearchTokens(DataKeys keys) {
        this.keys = keys;
    }

    /// The region's index key, fetched once for a batch.
    public Function<Collection<String>, long[]> tokenizer() {
        DataKey key = keys.regionKey(KeyPurpose.INDEX);
        return texts -> texts.stream()
                .flatMap(text -> words.in(text).stream())
                .distinct()
                .mapToLong(word -> known.get(new Word(key.id(), word), _ -> token(key, word)))
                .sorted()
                .toArray();
    }

    @Override
    public long[] of(String phrase) {
        return tokenizer().apply(List.of(phrase));
    }

    private record Word(KeyId key, String word) {}

    private static long token(DataKey key, String word) {
        return ByteBuffer.wrap(key.fingerprint(word.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
