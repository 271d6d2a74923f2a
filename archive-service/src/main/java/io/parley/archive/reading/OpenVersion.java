package io.parley.archive.reading;

import tools.jackson.databind.JsonNode;

/// A version in clear, on its way to an officer. Never printed.
record OpenVersion(StoredVersion stored, byte[] content, JsonNode json) {

    @Override
    public String toString() {
        return "[redacted]";
    }
}
