package io.parley.archive.export;

import java.util.Locale;

/// Requested, then approved or refused; an approved one is built until it is ready or has failed. A ready one fails
/// when
/// it can no longer be handed out.
enum ExportState {
    REQUESTED,
    APPROVED,
    REFUSED,
    BUILDING,
    READY,
    FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
