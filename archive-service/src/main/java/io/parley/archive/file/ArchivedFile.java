package io.parley.archive.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.search.Excerpt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of an archived version, as a grant's holder sees it.
///
/// @param number its place among the files of the version, from 1
/// @param reason why it is absent: `deleted` before it could be copied, `key-destroyed`, `too-large`, `unreadable`
/// @param name null, and so are the others: there is no copy
/// @param sha256 of the bytes, lower-case hexadecimal
/// @param words null: there is no copy
/// @param matched true: a search found the message by what is in this file; null otherwise
/// @param excerpt where what was looked for stands in its text
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArchivedFile(
        UUID fileId,
        int number,
        FileState state,
        @Nullable String reason,
        @Nullable String name,
        @Nullable String mediaType,
        @Nullable Long size,
        @Nullable String sha256,
        @Nullable Words words,
        @Nullable Boolean matched,
        @Nullable Excerpt excerpt) {

    /// Whether the text of a copy can be searched.
    ///
    /// @param state `pending`, `searchable`, `truncated` (its beginning is), or `not-searchable`
    /// @param reason why not: `unsupported`, `encrypted`, `damaged`, `too-large`, `timeout`, `memory`, `crashed`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Words(String state, @Nullable String reason) {}

    public ArchivedFile(
            UUID fileId,
            int number,
            FileState state,
            @Nullable String reason,
            @Nullable String name,
            @Nullable String mediaType,
            @Nullable Long size,
            @Nullable String sha256) {
        this(fileId, number, state, reason, name, mediaType, size, sha256, null, null, null);
    }

    /// The same, found by what is in it.
    public ArchivedFile matched(Excerpt where) {
        return new ArchivedFile(fileId, number, state, reason, name, mediaType, size, sha256, words, true, where);
    }

    @Override
    public String toString() {
        return "ArchivedFile[" + fileId + ", " + state + "]";
    }
}
