package io.parley.client.feed;

import org.jspecify.annotations.Nullable;

/// One number of the feed, as it comes.
///
/// @param encryptedKey the record's secret, wrapped for the public key of this version
/// @param destroyed archived once and lawfully destroyed, for `reason`: `retention` or `key-destroyed`
/// @param lost damaged or gone in the archive, without anybody's decision
public record FeedItem(
        long seq,
        @Nullable String recordId,
        @Nullable Integer publicKeyVersion,
        byte @Nullable [] encryptedKey,
        byte @Nullable [] encryptedRecord,
        boolean destroyed,
        @Nullable String reason,
        boolean lost) {

    @Override
    public String toString() {
        return "FeedItem[" + seq + "]";
    }
}
