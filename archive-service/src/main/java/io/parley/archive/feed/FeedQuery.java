package io.parley.archive.feed;

import io.parley.platform.problem.DomainException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which part of the feed is asked for.
///
/// @param after the last number that the reader has; 0: none yet
/// @param keyVersion null: the newest approved one
/// @param patience how long to wait for something to come
record FeedQuery(long after, int limit, @Nullable Integer keyVersion, Duration patience) {

    private static final int MOST = 1000;
    /// The gateway waits 30 seconds for an answer.
    private static final int LONGEST_WAIT = 25;

    static FeedQuery of(String cursor, long after, int limit, @Nullable Integer keyVersion, int wait) {
        if (after < 0) {
            throw DomainException.invalid(cursor, "0, or a number of the feed");
        }
        if (limit < 1 || limit > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
        if (keyVersion != null && keyVersion < 1) {
            throw DomainException.invalid("keyVersion", "1 or greater");
        }
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw DomainException.invalid("wait", "0.." + LONGEST_WAIT + " seconds");
        }
        return new FeedQuery(after, limit, keyVersion, Duration.ofSeconds(wait));
    }
}
