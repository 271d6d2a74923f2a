package io.parley.archive.file;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a file of an archived version stands.
public enum FileState {
    /// Still to be copied.
    PENDING,
    ARCHIVED,
    /// It could not be had; the reason says why.
    ABSENT,
    /// Its key was destroyed, and the copy with it.
    ERASED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
