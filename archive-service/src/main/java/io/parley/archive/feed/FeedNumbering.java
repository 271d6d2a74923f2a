package io.parley.archive.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Gives every archived decision its number in the feed, behind the intake and without a word to it.
///
/// A seal may be committed after one with a greater id, so that "greater than the last one" would lose it. Numbered is
/// therefore whatever is there and has no number yet, by one look at all of it; one numberer at a time, only at the
/// end. Where to begin to look
/// moves up once every transaction that might still bring an earlier seal has ended: intake takes a seal's id when its
/// transaction has written already, so that the id's owner is among those seen running. Within a conversation seals
/// come
/// in the order of their ids, since each waits for the one before.
@Component
class FeedNumbering {

    private final FeedPages pages;
    private final TransactionOperations transactions;
    private final int batch;
    private @Nullable Seen seen;
    private long settled;

    FeedNumbering(FeedPages pages, TransactionOperations transactions, FeedProperties properties) {
        this.pages = pages;
        this.transactions = transactions;
        this.batch = properties.batch();
    }

    /// @param upTo nobody takes the id of such a seal any more
    /// @param next whoever has taken one is older than this transaction
    private record Seen(long upTo, long next) {}

    /// @param more there is more to number at once
    private record Turn(Seen seen, long settled, boolean more) {}

    @Scheduled(fixedDelayString = "${parley.feed.every:500ms}")
    synchronized void numberAll() {
        boolean more = true;
        while (more) {
            @Nullable Turn turn = transactions.execute(_ -> pages.claim() ? number() : null);
            if (turn != null) {
                seen = turn.seen();
                settled = turn.settled();
            }
            more = turn != null && turn.more();
        }
    }

    private Turn number() {
        FeedPages.Horizon horizon = pages.horizon();
        long from = Math.max(settled, horizon.settled());
        List<Long> found = pages.unnumbered(from, batch);
        boolean all = found.size() < batch;
        long upTo = found.isEmpty() ? from : found.getLast();
        boolean numbered = !found.isEmpty() && pages.number(found, from) > 0;
        if (seen != null && horizon.oldest() < seen.next()) {
            return new Turn(seen, from, !all && numbered);
        }
        long reached = seen == null ? from : Math.max(from, all ? seen.upTo() : Math.min(seen.upTo(), upTo));
        return new Turn(new Seen(upTo, pages.next()), reached, !all && (numbered || reached > from));
    }
}
