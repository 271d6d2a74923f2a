package io.parley.archive.export;

import io.parley.archive.grant.Grants;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends exports whose grant has ended, or in which somebody's key was destroyed, and drops what they left.
@Component
class ExportSweep {

    private static final int EVERY_MS = 10_000;
    private static final int KEYS_EVERY_MS = 600_000;

    private final ExportStore store;
    private final ExportChunks chunks;
    private final ExportVault vault;
    private final Exports exports;
    private final Grants grants;

    ExportSweep(ExportStore store, ExportChunks chunks, ExportVault vault, Exports exports, Grants grants) {
        this.store = store;
        this.chunks = chunks;
        this.vault = vault;
        this.exports = exports;
        this.grants = grants;
    }

    @Scheduled(fixedDelay = EVERY_MS)
    void endWithGrants() {
        for (Export export : store.open()) {
            if (grants.live(export.grant(), export.requester()).isEmpty()) {
                exports.fail(export, ExportFailure.GRANT_ENDED, null);
            }
        }
        chunks.dropEnded();
    }

    @Scheduled(fixedDelay = KEYS_EVERY_MS)
    void endWithKeys() {
        for (Export export : store.open()) {
            if (export.state() == ExportState.READY && !vault.whole(export)) {
                exports.fail(export, ExportFailure.KEY_DESTROYED, null);
            }
        }
    }
}
