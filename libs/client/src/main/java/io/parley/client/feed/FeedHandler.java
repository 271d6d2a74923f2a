package io.parley.client.feed;

/// Takes what comes, in order, each number at least once: after a crash the last ones come again. What it throws ends
/// the
/// pull, and the same number comes first next time.
public interface FeedHandler {

    void onRecord(FeedRecord record);

    /// What was archived under this number is lawfully destroyed. Whoever has a copy may have a duty, too.
    ///
    /// @param reason `retention` or `key-destroyed`
    default void onDestroyed(long seq, String reason) {}

    /// The archive itself has lost it. Unless overridden, the feed stops here and says so.
    default void onLost(long seq) {
        throw new FeedException(seq, "lost in the archive (expected: a record, or why it is destroyed)");
    }
}
