package io.parley.client.feed;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

/// Pulls the feed, opens every record and hands it on, in order and without a hole: a number that does not come is an
/// error. Resumes where its [FeedPosition] says, so that a crash costs at most the page under way, which comes again.
///
/// One consumer belongs to one thread. Several in one process, with keys of their own, share nothing.
public final class FeedConsumer {

    /// Stands in the associated data of every record, and is the form that this class reads.
    private static final String FORM = "parley-feed/v1";

    private static final int AT_ONCE = 1000;

    private final FeedSource source;
    private final FeedKeys keys;
    private final FeedPosition position;
    private final FeedHandler handler;

    public FeedConsumer(FeedSource source, FeedKeys keys, FeedPosition position, FeedHandler handler) {
        this.source = source;
        this.keys = keys;
        this.position = position;
        this.handler = handler;
    }

    /// Pulls until nothing is left.
    ///
    /// @return how many numbers were handled
    public long catchUp() {
        long handled = 0;
        for (int some = pull(0); some > 0; some = pull(0)) {
            handled += some;
        }
        return handled;
    }

    /// Handles the next page, and saves the position behind it; if the handler fails, behind what it took.
    ///
    /// @param waitSeconds how long to wait for something to come, 0..25
    /// @return how many numbers were handled
    public int pull(int waitSeconds) {
        long begun = position.load();
        List<FeedItem> items = source.pull(begun, AT_ONCE, waitSeconds);
        long done = begun;
        try {
            for (FeedItem item : items) {
                requireNext(done + 1, item);
                handle(item);
                done = item.seq();
            }
        } finally {
            if (done > begun) {
                position.save(done);
            }
        }
        return items.size();
    }

    private static void requireNext(long expected, FeedItem item) {
        if (item.seq() != expected) {
            throw new FeedException(expected, "missing: " + item.seq() + " came instead");
        }
    }

    private void handle(FeedItem item) {
        if (item.lost()) {
            handler.onLost(item.seq());
        } else if (item.destroyed()) {
            handler.onDestroyed(item.seq(), item.reason() == null ? "" : item.reason());
        } else {
            handler.onRecord(open(item));
        }
    }

    private FeedRecord open(FeedItem item) {
        Integer version = item.publicKeyVersion();
        byte[] wrapped = item.encryptedKey();
        byte[] sealed = item.encryptedRecord();
        if (version == null || wrapped == null || sealed == null || item.recordId() == null) {
            throw new FeedException(item.seq(), "neither a record nor a reason why there is none");
        }
        String bound = String.join("\n", FORM, Long.toString(item.seq()), item.recordId(), version.toString());
        byte[] secret = keys.unwrap(item.seq(), version, wrapped);
        try {
            byte[] plain = new AesGcmJce(secret).decrypt(sealed, bound.getBytes(StandardCharsets.UTF_8));
            return new FeedRecord(plain);
        } catch (GeneralSecurityException tampered) {
            throw new FeedException(item.seq(), "does not open: it is not what was sent", tampered);
        }
    }
}
