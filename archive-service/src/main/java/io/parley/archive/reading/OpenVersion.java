package io.parley.archive.reading;

import io.parley.archive.file.ArchivedFile;
import io.parley.archive.search.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A version in clear, on its way to an officer. Never printed.
///
/// @param salt of the commitment to this content that the archive sealed
record OpenVersion(StoredVersion stored, byte[] content, JsonNode json, byte[] salt, List<ArchivedFile> files) {

    boolean isFoundByAFile() {
        return files.stream().anyMatch(file -> Boolean.TRUE.equals(file.matched()));
    }

    /// The same, with the files in which a search found its words.
    OpenVersion with(Map<UUID, Excerpt> matched) {
        List<ArchivedFile> shown = files.stream()
                .map(file -> {
                    Excerpt excerpt = matched.get(file.fileId());
                    return excerpt == null ? file : file.matched(excerpt);
                })
                .toList();
        return new OpenVersion(stored, content, json, salt, shown);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
