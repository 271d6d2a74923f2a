package io.parley.archive.reading;

import java.util.Base64;
import java.util.UUID;

/// Opens the commitment in a record's proof: SHA-256(salt ‖ content). Byte strings in base64.
///
/// @param content the JSON text of this version, byte by byte as it was archived
record Opening(UUID recordId, String salt, String content) {

    static Opening of(OpenVersion version) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new Opening(
                version.stored().recordId(),
                base64.encodeToString(version.salt()),
                base64.encodeToString(version.content()));
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
