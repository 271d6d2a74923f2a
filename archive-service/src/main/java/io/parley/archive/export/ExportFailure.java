package io.parley.archive.export;

import java.util.List;
import java.util.UUID;

/// Why an export is not built, or no longer to be had. Stable: clients see the code.
final class ExportFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String GRANT_ENDED = "grant-ended";
    static final String COUNTS_DIFFER = "counts-differ";
    static final String TOO_MANY_FILES = "too-many-files";
    static final String KEY_DESTROYED = "key-destroyed";
    /// A ciphertext that does not open, or content that is not what was sealed.
    static final String RECORD_CHANGED = "record-changed";
    /// An archived file is not in the store.
    static final String FILE_MISSING = "file-missing";
    /// An archived file is not what was sealed.
    static final String FILE_CHANGED = "file-changed";
    static final String INTERNAL = "internal";

    private final String reason;
    private final transient List<Difference> differences;

    /// What the archive's account of a conversation says, against what was found.
    ///
    /// @param unaccounted records that no account speaks of
    /// @param missing numbers within or next to the exported ones of which the archive never heard
    record Difference(UUID conversationId, long accounted, long found, long unaccounted, long missing) {}

    ExportFailure(String reason) {
        this(reason, List.of());
    }

    ExportFailure(String reason, List<Difference> differences) {
        super("export: " + reason);
        this.reason = reason;
        this.differences = differences;
    }

    String reason() {
        return reason;
    }

    List<Difference> differences() {
        return differences;
    }
}
