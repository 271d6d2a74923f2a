package io.parley.archive.export;

import io.parley.contracts.ErrorCode;
import io.parley.platform.keys.UnreadableContentException;
import io.parley.platform.problem.DomainException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Builds what was approved, one export at a time. An export is claimed by a lock that dies with its connection: what a
/// dead process was building is built anew, and no two build the same.
@Component
class ExportWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ExportWorker.class);
    private static final int EVERY_MS = 2_000;
    private static final int AT_ONCE = 20;

    private final DataSource data;
    private final ExportStore store;
    private final ExportBuilder builder;
    private final Exports exports;
    private final JsonMapper json;
    private final AtomicBoolean busy = new AtomicBoolean();

    ExportWorker(DataSource data, ExportStore store, ExportBuilder builder, Exports exports, JsonMapper json) {
        this.data = data;
        this.store = store;
        this.builder = builder;
        this.exports = exports;
        this.json = json;
    }

    /// On a thread of its own: a build takes minutes, and the scheduler has other work.
    @Scheduled(fixedDelay = EVERY_MS)
    void look() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("export").start(() -> {
                try {
                    store.waiting(AT_ONCE).forEach(this::build);
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private void build(ExportId id) {
        try (Snapshot snapshot = Snapshot.of(data)) {
            if (snapshot.claim(id)) {
                Optional<Export> begun = store.begin(id);
                begun.ifPresent(build -> build(build, snapshot));
            }
        } catch (SQLException down) {
            LOG.warn("Export {} waits: no connection", id);
        }
    }

    private void build(Export build, Snapshot snapshot) {
        try {
            exports.ready(build, builder.build(build, snapshot));
        } catch (ExportFailure failure) {
            exports.fail(build, failure.reason(), report(failure));
        } catch (UnreadableContentException tampered) {
            exports.fail(build, ExportFailure.RECORD_CHANGED, null);
        } catch (ExportVault.SupersededException other) {
            LOG.info("Export {} is built by another instance", build.id());
        } catch (IOException | RuntimeException failed) {
            failed(build, failed);
        }
    }

    /// What passes leaves the export as it is, to be built anew. Messages of exceptions stay out of the log: they may
    /// quote what was being written.
    private void failed(Export build, Exception failed) {
        String what = failed.getClass().getName() + " at " + failed.getStackTrace()[0];
        if (passes(failed)) {
            LOG.warn("Export {} waits: {}", build.id(), what);
        } else {
            LOG.error("Export {} failed: {}", build.id(), what);
            exports.fail(build, ExportFailure.INTERNAL, null);
        }
    }

    private static boolean passes(Exception failed) {
        return failed instanceof TransientDataAccessException
                || failed instanceof RecoverableDataAccessException
                || failed instanceof DataAccessResourceFailureException
                || failed instanceof DomainException problem && problem.code() == ErrorCode.UNAVAILABLE;
    }

    private @Nullable String report(ExportFailure failure) {
        return failure.differences().isEmpty() ? null : json.writeValueAsString(failure.differences());
    }
}
