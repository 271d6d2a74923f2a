package io.parley.archive.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.PersonId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of the feed as it is answered. Byte strings in base64.
///
/// @param nextCursor null: this was all that there is now
/// @param lastSeq the last number that there is
record FeedView(
        List<Item> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor,
        long lastSeq) {

    /// @param encryptedKey the record's secret, wrapped for the public key of this version
    /// @param destroyed true: archived once and lawfully destroyed, for `reason`; there is nothing more to have
    /// @param lost true: archived, and damaged or gone without anybody's decision
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            long seq,
            @Nullable UUID recordId,
            @Nullable Integer publicKeyVersion,
            byte @Nullable [] encryptedKey,
            byte @Nullable [] encryptedRecord,
            @Nullable Boolean destroyed,
            @Nullable String reason,
            @Nullable Boolean lost) {

        static Item of(FeedItem item) {
            return switch (item) {
                case FeedItem.Encrypted(
                        long seq,
                        UUID record,
                        int version,
                        PersonId author,
                        RecordCipher.Sealed sealed) ->
                    new Item(seq, record, version, sealed.key(), sealed.record(), null, null, null);
                case FeedItem.Destroyed(long seq, UUID record, String reason) ->
                    new Item(seq, record, null, null, null, true, reason, null);
                case FeedItem.Lost(long seq) -> new Item(seq, null, null, null, null, null, null, true);
            };
        }
    }

    static FeedView of(FeedReading.Page page) {
        List<Item> items = page.items().stream().map(Item::of).toList();
        boolean more = !items.isEmpty() && items.getLast().seq() < page.last();
        return new FeedView(items, more ? Long.toString(items.getLast().seq()) : null, page.last());
    }
}
