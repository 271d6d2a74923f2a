package io.parley.archive.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.archive.file.FileTasks.Kind;
import io.parley.archive.file.FileTasks.Task;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Takes up one waiting file after the other and sees that something becomes of it.
@Component
class CopyWork {

    private static final Logger LOG = LoggerFactory.getLogger(CopyWork.class);
    /// Of a file that comes damaged: over two hours, with pauses up to ten minutes.
    private static final int MOST_TRIES = 20;

    private final FileTasks tasks;
    private final Copier copier;
    private final FileLedger ledger;
    private final ObjectStore store;
    private final MeterRegistry metrics;

    CopyWork(FileTasks tasks, Copier copier, FileLedger ledger, ObjectStore store, MeterRegistry metrics) {
        this.tasks = tasks;
        this.copier = copier;
        this.ledger = ledger;
        this.store = store;
        this.metrics = metrics;
    }

    /// @return false when no file waits
    boolean step() {
        return tasks.claim(Kind.COPY).map(this::take).orElse(false);
    }

    private boolean take(Task task) {
        try {
            settle(task, copier.copy(task, () -> tasks.renew(task)));
        } catch (Copier.DamagedFileException damaged) {
            damaged(task);
        } catch (HttpClientErrorException refused) {
            if (refused.getStatusCode() == HttpStatus.CONFLICT) {
                damaged(task);
            } else {
                later(task, refused);
            }
        } catch (IOException | RuntimeException failed) {
            later(task, failed);
        }
        return true;
    }

    private void damaged(Task task) {
        if (task.attempts() < MOST_TRIES) {
            tasks.again(task);
        } else {
            settle(task, new Outcome.Absent(Outcome.Reason.UNREADABLE));
        }
    }

    /// As often as it takes: what is down comes back, and until then the file counts as pending.
    private void later(Task task, Exception failed) {
        LOG.warn(
                "A file of record {} waits: {}",
                task.file().record(),
                failed.getClass().getName());
        metrics.counter("parley.archive.files.retried").increment();
        tasks.again(task);
    }

    private void settle(Task task, Outcome outcome) {
        boolean recorded = ledger.record(task, outcome);
        switch (outcome) {
            case Outcome.Copied copied
            when recorded -> {
                metrics.counter("parley.archive.files.copied").increment();
                metrics.counter("parley.archive.files.copied.bytes").increment(copied.size());
            }
            case Outcome.Copied copied -> drop(copied);
            case Outcome.Absent absent
            when recorded -> {
                LOG.warn(
                        "A file of record {} is absent: {}",
                        task.file().record(),
                        absent.reason().code());
                metrics.counter(
                                "parley.archive.files.absent",
                                "reason",
                                absent.reason().code())
                        .increment();
            }
            case Outcome.Absent absent -> {}
        }
    }

    /// What cannot be deleted now is swept as a leftover.
    private void drop(Outcome.Copied copied) {
        try {
            store.delete(List.of(copied.object()));
        } catch (StoreDownException down) {
            LOG.warn("A needless copy stays until the store is swept: {}", down.getMessage());
        }
    }
}
