package io.parley.archive.index;

import io.parley.archive.file.ArchivedFiles;
import io.parley.archive.search.Indexer;
import io.parley.archive.search.SearchText;
import io.parley.archive.search.SearchTokens;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.UnreadableContentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Opens records and digests their words under the newest index key. Whoever's key was destroyed is erased: the digests
/// of their words go too.
@Component
class Reindexing {

    private static final Logger LOG = LoggerFactory.getLogger(Reindexing.class);
    private static final int FILES_AT_ONCE = 10;
    private static final long[] NONE = {};

    private final DataKeys keys;
    private final SearchTokens tokens;
    private final ArchivedFiles files;
    private final JsonMapper json;

    Reindexing(DataKeys keys, SearchTokens tokens, ArchivedFiles files, JsonMapper json) {
        this.files = files;
        this.keys = keys;
        this.tokens = tokens;
        this.json = json;
    }

    /// Of the words in files, in the caller's transaction.
    ///
    /// @return how many files; zero: none is left
    int files() {
        return files.reindex(FILES_AT_ONCE);
    }

    List<Indexed> index(List<Unindexed> records) {
        Indexer indexer = tokens.indexer();
        Set<KeyId> ids = records.stream().map(Unindexed::key).collect(Collectors.toSet());
        Map<KeyId, DataKey> found = keys.lookup(ids);
        return records.stream()
                .map(record -> new Indexed(
                        record.recordId(), record.acceptedAt(), tokens(record, found.get(record.key()), indexer)))
                .toList();
    }

    private long[] tokens(Unindexed record, @Nullable DataKey key, Indexer indexer) {
        if (key == null) {
            return NONE;
        }
        try {
            byte[] content =
                    key.open(record.sealed(), ContentAad.of(record.recordId(), record.conversation(), record.region()));
            return indexer.apply(SearchText.of(json, content));
        } catch (UnreadableContentException unreadable) {
            LOG.error("Cannot index {} anew: its ciphertext does not open under key {}", record, key.id());
            return NONE;
        }
    }
}
