package io.parley.client.feed;

/// Where a reader keeps how far it is: best beside what it writes, in one transaction with it.
public interface FeedPosition {

    /// The last number that was handled; 0 before the first.
    long load();

    void save(long seq);
}
