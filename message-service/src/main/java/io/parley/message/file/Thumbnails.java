package io.parley.message.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.FileId;
import io.parley.platform.problem.DomainException;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes thumbnails behind the upload's back, a few at a time. What is lost with the process, or does not fit the
/// queue, stays `pending` in the database and comes back with the sweep.
final class Thumbnails implements AutoCloseable {

    static final String USE = "thumbnail";
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
    private static final int QUEUE = 1000;

    private final FileShelf shelf;
    private final FileKeys keys;
    private final ObjectStore store;
    private final Miniature miniature;
    private final MeterRegistry registry;
    private final ThreadPoolExecutor threads;

    Thumbnails(
            FileShelf shelf,
            FileKeys keys,
            ObjectStore store,
            Miniature miniature,
            MeterRegistry registry,
            int threadCount) {
        this.shelf = shelf;
        this.keys = keys;
        this.store = store;
        this.miniature = miniature;
        this.registry = registry;
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().daemon().name("thumbnail-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    static boolean isImage(String mediaType) {
        return IMAGES.contains(mediaType);
    }

    void want(FileId id) {
        try {
            threads.execute(() -> make(id));
        } catch (RejectedExecutionException full) {
            registry.counter("parley.files.thumbnails", "outcome", "postponed").increment();
        }
    }

    private void make(FileId id) {
        try {
            StoredFile file = shelf.awaitingThumbnail(id).orElse(null);
            if (file != null) {
                keep(file, made(file));
            }
        } catch (IOException | RuntimeException later) {
            // It stays pending: the store, a key or the database could not be had.
            LOG.warn("A thumbnail waits: {}", later.getClass().getSimpleName());
        }
    }

    /// A broken image is no error: it has no thumbnail, that is all.
    private byte @Nullable [] made(StoredFile file) throws StoreDownException {
        List<Part> parts = shelf.parts(file.id());
        try (PlainFile plain = PlainFile.of(store, keys.cipher(file), parts)) {
            return miniature.of(plain);
        } catch (StoreDownException down) {
            throw down;
        } catch (DomainException keyGone) {
            throw keyGone;
        } catch (IOException | RuntimeException broken) {
            LOG.info("No thumbnail of {}: {}", file.id(), broken.getClass().getSimpleName());
            return null;
        }
    }

    private void keep(StoredFile file, byte @Nullable [] jpeg) throws IOException {
        Part part = jpeg == null
                ? null
                : new PartWriter(store)
                        .write(keys.cipher(file), USE, 0, new ByteArrayInputStream(jpeg), jpeg.length)
                        .part();
        boolean kept = shelf.thumbnail(file.id(), part);
        if (!kept && part != null) {
            store.delete(List.of(part.object()));
        }
        registry.counter("parley.files.thumbnails", "outcome", part == null ? "none" : "made")
                .increment();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
