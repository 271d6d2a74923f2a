package io.parley.archive.hold;

import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.problem.DomainException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The words that narrow a hold, which say what a case is about: the store has their digests, to find records by, and
/// the words themselves sealed, for those who account for the hold.
@Component
class HeldWords {

    private final WordDigests digests;
    private final DataKeys keys;
    private final JsonMapper json;

    HeldWords(WordDigests digests, DataKeys keys, JsonMapper json) {
        this.digests = digests;
        this.keys = keys;
        this.json = json;
    }

    /// @param phrases the digests of each, under each key in use
    record Sealed(KeyId key, byte[] sealed, List<long[]> phrases) {}

    /// Null: the hold names none.
    @Nullable
    Sealed seal(HoldId hold, List<String> words) {
        if (words.isEmpty()) {
            return null;
        }
        List<long[]> phrases =
                words.stream().flatMap(word -> digest(word).stream()).toList();
        DataKey key = digests.key();
        return new Sealed(key.id(), key.seal(json.writeValueAsBytes(words), Ids.array(hold.value())), phrases);
    }

    List<String> open(HoldId hold, KeyId key, byte[] sealed) {
        DataKey found = keys.lookup(List.of(key)).get(key);
        if (found == null) {
            throw DomainException.unavailable("the region's index key", null);
        }
        return List.of(json.readValue(found.open(sealed, Ids.array(hold.value())), String[].class));
    }

    private List<long[]> digest(String phrase) {
        List<long[]> found = digests.of(phrase);
        if (found.isEmpty()) {
            throw DomainException.invalid("scope.words", "at least one word in each");
        }
        return found;
    }
}
