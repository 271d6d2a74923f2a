package io.parley.archive.feed;

import io.parley.archive.feed.FeedEntry.Destroyed;
import io.parley.archive.feed.FeedEntry.Kept;
import io.parley.archive.feed.FeedEntry.Lost;
import io.parley.archive.feed.FeedEntry.Recall;
import io.parley.archive.feed.FeedEntry.Version;
import io.parley.archive.seal.Salt;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.UnreadableContentException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Opens what rests sealed, under its author's archive key, and compares it with what the archive committed to.
@Component
class FeedOpener {

    private static final String KEY_DESTROYED = "key-destroyed";

    private final DataKeys keys;

    FeedOpener(DataKeys keys) {
        this.keys = keys;
    }

    /// What stands under a number, opened or explained.
    sealed interface Opened {

        record Open(OpenEntry entry) implements Opened {}

        /// @param entry destroyed or lost
        record Closed(FeedEntry entry) implements Opened {}
    }

    List<Opened> open(List<FeedEntry> entries) {
        Set<KeyId> wanted = entries.stream()
                .filter(Version.class::isInstance)
                .map(entry -> ((Version) entry).key())
                .collect(Collectors.toSet());
        Map<KeyId, DataKey> found = wanted.isEmpty() ? Map.of() : keys.lookup(wanted);
        return entries.stream().map(entry -> open(entry, found)).toList();
    }

    private static Opened open(FeedEntry entry, Map<KeyId, DataKey> found) {
        return switch (entry) {
            case Destroyed _, Lost _ -> new Opened.Closed(entry);
            case Recall recall -> new Opened.Open(new OpenEntry(recall, null));
            case Version version -> {
                DataKey key = found.get(version.key());
                yield key == null
                        ? new Opened.Closed(new Destroyed(version.seq(), KEY_DESTROYED, version.record()))
                        : opened(version, key);
            }
        };
    }

    /// What does not open, or is not what was sealed, is damage: the feed says so instead of handing it on.
    private static Opened opened(Version version, DataKey key) {
        try {
            byte[] content = key.open(
                    version.sealed(),
                    ContentAad.of(version.record(), version.place().conversation(), version.region()));
            var words = new OpenEntry.Words(content, Salt.of(key, version.record()));
            return MessageDigest.isEqual(words.commitment(), version.commitment())
                    ? new Opened.Open(new OpenEntry((Kept) version, words))
                    : new Opened.Closed(new Lost(version.seq()));
        } catch (UnreadableContentException tampered) {
            return new Opened.Closed(new Lost(version.seq()));
        }
    }
}
