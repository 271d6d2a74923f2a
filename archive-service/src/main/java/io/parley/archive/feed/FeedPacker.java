package io.parley.archive.feed;

import io.parley.archive.feed.FeedOpener.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Makes a page: reads a range, opens it, writes each record down and encrypts it to the reader. A page ends early
/// where
/// it would grow too long; it is never empty when there is something.
@Component
class FeedPacker {

    private static final int AT_ONCE = 200;

    private final FeedShelf shelf;
    private final FeedOpener opener;
    private final FeedBases bases;
    private final int pageBytes;

    FeedPacker(FeedShelf shelf, FeedOpener opener, FeedBases bases, FeedProperties properties) {
        this.shelf = shelf;
        this.opener = opener;
        this.bases = bases;
        this.pageBytes = properties.pageBytes();
    }

    List<FeedItem> pack(long after, long last, RecordForm form, FeedKey key) {
        List<FeedItem> items = new ArrayList<>();
        long room = pageBytes;
        for (long first = after + 1; first <= last && room > 0; first += AT_ONCE) {
            room -= pack(opened(first, Math.min(last, first + AT_ONCE - 1)), form, key, room, items);
        }
        return items;
    }

    private List<Opened> opened(long first, long last) {
        List<FeedEntry> entries = shelf.range(first, last);
        if (entries.size() != last - first + 1) {
            throw new IllegalStateException(
                    "feed: " + entries.size() + " of " + first + ".." + last + " (expected: all of them)");
        }
        return opener.open(entries);
    }

    /// @return how many bytes of the room were taken
    private long pack(List<Opened> opened, RecordForm form, FeedKey key, long room, List<FeedItem> items) {
        Map<String, List<FeedBases.Party>> parties = parties(opened);
        long taken = 0;
        for (Opened one : opened) {
            if (taken >= room) {
                return taken;
            }
            switch (one) {
                case Opened.Open(OpenEntry entry) -> {
                    byte[] plain =
                            form.write(entry, parties.getOrDefault(entry.entry().basisSet(), List.of()));
                    items.add(encrypted(entry, plain, form, key));
                    taken += plain.length;
                }
                case Opened.Closed(FeedEntry.Destroyed gone) ->
                    items.add(new FeedItem.Destroyed(gone.seq(), gone.record(), gone.reason()));
                case Opened.Closed(FeedEntry entry) -> items.add(new FeedItem.Lost(entry.seq()));
            }
        }
        return taken;
    }

    private Map<String, List<FeedBases.Party>> parties(List<Opened> opened) {
        Set<String> sets = opened.stream()
                .filter(Opened.Open.class::isInstance)
                .map(one -> ((Opened.Open) one).entry().entry().basisSet())
                .collect(Collectors.toSet());
        return sets.isEmpty() ? Map.of() : bases.parties(sets);
    }

    private static FeedItem encrypted(OpenEntry entry, byte[] plain, RecordForm form, FeedKey key) {
        return new FeedItem.Encrypted(
                entry.seq(),
                entry.recordId(),
                key.version(),
                entry.author(),
                RecordCipher.seal(plain, form.name(), entry.seq(), entry.recordId(), key));
    }
}
