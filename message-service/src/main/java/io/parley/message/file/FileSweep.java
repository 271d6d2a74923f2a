package io.parley.message.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes abandoned uploads, files that nobody ever sent, and whatever a crash left in the store. Instances may sweep
/// at the same time: each step is safe to repeat.
final class FileSweep {

    private static final Logger LOG = LoggerFactory.getLogger(FileSweep.class);
    private static final int RUN = 100;

    private final FileShelf shelf;
    private final ObjectStore store;
    private final Thumbnails thumbnails;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Duration uploadTtl;

    FileSweep(
            FileShelf shelf,
            ObjectStore store,
            Thumbnails thumbnails,
            MeterRegistry registry,
            Clock clock,
            Duration uploadTtl) {
        this.shelf = shelf;
        this.store = store;
        this.thumbnails = thumbnails;
        this.registry = registry;
        this.clock = clock;
        this.uploadTtl = uploadTtl;
    }

    /// The next run goes on where this one fails.
    void run() {
        try {
            expired();
            shelf.awaitingThumbnail(RUN).forEach(file -> thumbnails.want(file.id()));
        } catch (StoreDownException down) {
            LOG.warn("Sweeping files stopped: {}", down.getMessage());
        }
    }

    /// A transfer still running is younger than an upload may be; what is older and belongs to no row is a leftover.
    void leftovers() {
        Instant before = clock.instant().minus(uploadTtl);
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

    private void expired() throws StoreDownException {
        List<StoredFile> run = shelf.expired(RUN);
        while (!run.isEmpty()) {
            for (StoredFile file : run) {
                expire(file);
            }
            run = run.size() < RUN ? List.of() : shelf.expired(RUN);
        }
    }

    private void expire(StoredFile file) throws StoreDownException {
        List<ObjectId> objects = new ArrayList<>(
                shelf.parts(file.id()).stream().map(Part::object).toList());
        Part thumbnail = file.thumbnail();
        if (thumbnail != null) {
            objects.add(thumbnail.object());
        }
        if (shelf.remove(file, file.complete() ? "never-sent" : "abandoned")) {
            store.delete(objects);
            count("expired", 1);
        }
    }

    private void count(String what, int many) {
        registry.counter("parley.files.swept", "what", what).increment(many);
    }
}
