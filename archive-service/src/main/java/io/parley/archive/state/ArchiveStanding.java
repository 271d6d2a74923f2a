package io.parley.archive.state;

import io.parley.contracts.event.ArchiveState;

/// Whether the next message of a conversation would be archived.
enum ArchiveStanding {
    PENDING("pending", ArchiveState.ARCHIVE_PENDING),
    ARCHIVED("archived", ArchiveState.ARCHIVED),
    NOT_ARCHIVED("not-archived", ArchiveState.NOT_ARCHIVED);

    private final String code;
    private final ArchiveState event;

    ArchiveStanding(String code, ArchiveState event) {
        this.code = code;
        this.event = event;
    }

    String code() {
        return code;
    }

    ArchiveState event() {
        return event;
    }
}
