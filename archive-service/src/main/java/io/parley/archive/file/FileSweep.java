package io.parley.archive.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Deletes the copies of what retention destroyed, of whose key was destroyed, and what a crash left in the store.
/// Instances may sweep at the same time: each step is safe to repeat.
@Component
class FileSweep {

    private static final Logger LOG = LoggerFactory.getLogger(FileSweep.class);
    private static final int RUN = 500;
    /// A copy under way is younger, for its lease ends long before.
    private static final Duration LEFTOVER = Duration.ofHours(24);
    /// Longer than any purge's transaction, which counts from its beginning.
    private static final Duration LONGEST_PURGE = Duration.ofHours(1);

    private final FileShelf shelf;
    private final ObjectStore store;
    private final DataKeys keys;
    private final MeterRegistry metrics;
    private final Clock clock;
    private Instant purgedSince = Instant.EPOCH;

    FileSweep(FileShelf shelf, ObjectStore store, DataKeys keys, MeterRegistry metrics, Clock clock) {
        this.shelf = shelf;
        this.store = store;
        this.keys = keys;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// The next run goes on where this one fails.
    void run() {
        Instant begun = clock.instant();
        long dropped = RUN;
        while (dropped >= RUN) {
            dropped = shelf.dropPurged(purgedSince, RUN);
            count("purged", dropped);
        }
        purgedSince = begun.minus(LONGEST_PURGE);
        doomed();
    }

    /// Under a destroyed key nothing opens any more; what lies there goes too.
    void erased() {
        List<KeyId> used = shelf.keysInUse(null, RUN);
        while (!used.isEmpty()) {
            Set<KeyId> there = keys.lookup(used).keySet();
            List<KeyId> gone = used.stream().filter(key -> !there.contains(key)).toList();
            if (!gone.isEmpty()) {
                count("erased", shelf.dropErased(gone));
            }
            used = shelf.keysInUse(used.getLast(), RUN);
        }
        doomed();
    }

    void leftovers() {
        Instant before = clock.instant().minus(LEFTOVER);
        try {
            count("uncommitted", store.sweepUncommitted(before));
            List<ObjectId> unowned = new ArrayList<>();
            store.committedBefore(before, run -> unowned.addAll(shelf.unowned(run)));
            store.delete(unowned);
            count("unowned", unowned.size());
        } catch (StoreDownException down) {
            LOG.warn("Sweeping the store stopped: {}", down.getMessage());
        }
    }

    private void doomed() {
        try {
            List<ObjectId> objects = shelf.doomed(RUN);
            while (!objects.isEmpty()) {
                store.delete(objects);
                shelf.deleted(objects);
                objects = shelf.doomed(RUN);
            }
        } catch (StoreDownException down) {
            LOG.warn("Deleting from the store stopped: {}", down.getMessage());
        }
    }

    private void count(String what, long many) {
        metrics.counter("parley.archive.files.swept", "what", what).increment(many);
    }
}
