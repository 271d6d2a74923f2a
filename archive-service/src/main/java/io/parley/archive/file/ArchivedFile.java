package io.parley.archive.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of an archived version, as a grant's holder sees it.
///
/// @param number its place among the files of the version, from 1
/// @param reason why it is absent: `deleted` before it could be copied, `key-destroyed`, `too-large`, `unreadable`
/// @param name null, and so are the others: there is no copy
/// @param sha256 of the bytes, lower-case hexadecimal
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArchivedFile(
        UUID fileId,
        int number,
        FileState state,
        @Nullable String reason,
        @Nullable String name,
        @Nullable String mediaType,
        @Nullable Long size,
        @Nullable String sha256) {

    @Override
    public String toString() {
        return "ArchivedFile[" + fileId + ", " + state + "]";
    }
}
