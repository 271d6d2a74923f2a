package io.parley.client.feed;

import java.util.List;

/// Where items of the feed come from: `ParleyClient.feed()`.
public interface FeedSource {

    /// Those behind a number, in order; empty when there are none after waiting that long.
    ///
    /// @param limit 1..1000
    /// @param waitSeconds 0..25
    List<FeedItem> pull(long after, int limit, int waitSeconds);
}
