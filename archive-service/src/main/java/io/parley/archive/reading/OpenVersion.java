package io.parley.archive.reading;

import io.parley.archive.file.ArchivedFile;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A version in clear, on its way to an officer. Never printed.
///
/// @param salt of the commitment to this content that the archive sealed
record OpenVersion(StoredVersion stored, byte[] content, JsonNode json, byte[] salt, List<ArchivedFile> files) {

    @Override
    public String toString() {
        return "[redacted]";
    }
}
