package io.parley.archive.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.archive.file.FileTasks.Kind;
import io.parley.archive.file.FileTasks.Task;
import io.parley.archive.search.Indexer;
import io.parley.archive.search.SearchTokens;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.text.Extraction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Reads one copied file after the other, so that its words can be found. A file over which a worker ends gets one more
/// chance, since it may not have been its fault; then it is recorded as not searchable, and left alone.
@Component
class TextWork {

    private static final Logger LOG = LoggerFactory.getLogger(TextWork.class);
    private static final int MOST_TRIES = 2;
    /// Beginnings of which no end is known: the service died over it as often.
    private static final int MOST_BEGUN = 5;

    private final FileTasks tasks;
    private final ArchivedFiles files;
    private final TextWorkers workers;
    private final Indexing indexing;
    private final MeterRegistry metrics;

    /// Where what was read goes.
    @Component
    record Indexing(FileWords words, SearchTokens tokens, DataKeys keys, TransactionOperations transactions) {}

    TextWork(FileTasks tasks, ArchivedFiles files, TextWorkers workers, Indexing indexing, MeterRegistry metrics) {
        this.tasks = tasks;
        this.files = files;
        this.workers = workers;
        this.indexing = indexing;
        this.metrics = metrics;
    }

    /// @return false when no file waits
    boolean step() {
        return tasks.claim(Kind.READ).map(this::take).orElse(false);
    }

    private boolean take(Task task) {
        try {
            NamedFile named = task.file();
            Optional<OpenFile> file = files.open(named.record(), named.file().value());
            if (file.isEmpty()) {
                // Erased, or destroyed with its message.
                tasks.done(task);
            } else if (task.attempts() > MOST_BEGUN) {
                refuse(task, Extraction.Reason.CRASHED);
            } else {
                read(task, file.get());
            }
        } catch (DataIntegrityViolationException readOrDroppedMeanwhile) {
            tasks.done(task);
        } catch (IOException | RuntimeException failed) {
            LOG.warn(
                    "A file of record {} is read later: {}",
                    task.file().record(),
                    failed.getClass().getName());
            tasks.again(task);
        }
        return true;
    }

    private void read(Task task, OpenFile file) throws IOException {
        switch (extract(file)) {
            case Extraction.Text text -> index(task, text);
            case Extraction.None none
            when endsAWorker(none.reason()) && task.attempts() < MOST_TRIES -> tasks.again(task);
            case Extraction.None none -> refuse(task, none.reason());
        }
    }

    private Extraction extract(OpenFile file) throws IOException {
        String name = Objects.requireNonNull(file.file().name());
        String mediaType = Objects.requireNonNull(file.file().mediaType());
        try (InputStream bytes = file.bytes().open()) {
            return workers.read(name, mediaType, file.size(), bytes);
        }
    }

    private static boolean endsAWorker(Extraction.Reason reason) {
        return switch (reason) {
            case TIMEOUT, MEMORY, CRASHED -> true;
            case UNSUPPORTED, ENCRYPTED, DAMAGED, TOO_LARGE -> false;
        };
    }

    private void index(Task task, Extraction.Text text) {
        NamedFile file = task.file();
        DataKey key = indexing.keys().lookup(List.of(file.key())).get(file.key());
        if (key == null) {
            tasks.done(task);
            return;
        }
        byte[] sealed = FileText.seal(FileVault.of(key, file), text.text());
        Indexer indexer = indexing.tokens().indexer();
        long[] words = indexer.apply(List.of(text.text()));
        indexing.words().prepare(file.acceptedAt());
        indexing.transactions()
                .executeWithoutResult(
                        status -> indexing.words().searchable(task, indexer, sealed, text.truncated(), words));
        count(text.truncated() ? "truncated" : "searchable");
    }

    private void refuse(Task task, Extraction.Reason reason) {
        indexing.transactions().executeWithoutResult(status -> indexing.words().notSearchable(task, reason.code()));
        LOG.info("A file of record {} is not searchable: {}", task.file().record(), reason.code());
        count(reason.code());
    }

    private void count(String outcome) {
        metrics.counter("parley.archive.files.read", "outcome", outcome).increment();
    }
}
