package io.parley.gateway.socket;

/// How far one session has come in one conversation. Touched on the session's event loop only.
///
/// Live while each number follows the last; filling while history is read for it. A number that arrives during that is
/// only remembered: history has it too, because facts are published after they are stored.
final class Cursor {

    /// The conversation's last number when the session came in; a membership change at or before it is old news.
    private final long since;
    private long last;
    private long seen;
    private boolean filling;

    Cursor(long last, long since) {
        this.last = last;
        this.since = since;
        this.seen = last;
    }

    enum Step {
        DELIVER,
        DROP,
        GAP
    }

    Step next(long seq) {
        if (seq <= last) {
            return Step.DROP;
        }
        seen = Math.max(seen, seq);
        if (filling) {
            return Step.DROP;
        }
        if (seq == last + 1) {
            last = seq;
            return Step.DELIVER;
        }
        return Step.GAP;
    }

    /// History is read from here on; false when that is under way already.
    boolean fill() {
        boolean begins = !filling;
        filling = true;
        return begins;
    }

    /// A number that cannot be delivered live though it is next.
    void miss(long seq) {
        seen = Math.max(seen, seq);
    }

    /// @return true when this number, read from history, is to be delivered
    boolean filled(long seq) {
        boolean news = seq > last;
        last = Math.max(last, seq);
        return news;
    }

    /// A page of history was delivered. Numbers that history does not show are not for this person.
    ///
    /// @param nothingMore whether history ended with that page
    /// @param seenBefore what [#seen()] was before history was asked
    /// @return true when the cursor is live again; false when there is more to read
    boolean settle(boolean nothingMore, long seenBefore) {
        if (nothingMore && seen == seenBefore) {
            last = Math.max(last, seen);
        }
        filling = !nothingMore || last < seen;
        return !filling;
    }

    long last() {
        return last;
    }

    long seen() {
        return seen;
    }

    /// The highest number known to exist here.
    long highest() {
        return Math.max(since, Math.max(last, seen));
    }

    boolean isOldNews(long seq) {
        return seq <= since;
    }
}
