package io.parley.archive.export;

import io.parley.archive.file.ArchivedFile;
import io.parley.archive.file.FileState;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of an exported version.
record Attachment(UUID record, ArchivedFile file) {

    boolean isThere() {
        return file.state() == FileState.ARCHIVED;
    }

    /// Where it lies in the zip; null: there is no copy.
    @Nullable
    String path() {
        return isThere() ? place() : null;
    }

    /// The same for one that is there. The number keeps two files of one name apart.
    String place() {
        return "files/" + record + "/" + file.number() + "-" + safeName();
    }

    String safeName() {
        return SafeName.of(Objects.requireNonNull(file.name()));
    }

    String sha256() {
        return Objects.requireNonNull(file.sha256());
    }

    long size() {
        return Objects.requireNonNull(file.size());
    }

    /// `archived`, `pending`, `erased`, or why it is absent.
    String standing() {
        return file.reason() == null ? file.state().code() : file.reason();
    }

    /// On one line, for formats that have nothing better.
    String described() {
        return isThere()
                ? place() + " (" + Clean.text(Objects.requireNonNull(file.mediaType())) + ", " + size()
                        + " bytes, sha256 " + sha256() + ")"
                : "file " + file.fileId() + ": " + standing();
    }
}
