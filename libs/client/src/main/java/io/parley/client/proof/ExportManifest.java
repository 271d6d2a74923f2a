package io.parley.client.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an export of the archive says of itself in `manifest.json`, as far as it can be checked.
///
/// @param attachments null: written before files were exported
/// @param verifierKey what the export names as its key; believed only when no other is given
record ExportManifest(
        String schema,
        String exportId,
        String caseRef,
        Merkle merkle,
        List<FileEntry> files,
        List<Conversation> conversations,
        @Nullable List<Attachment> attachments,
        @Nullable String verifierKey) {

    static final String SCHEMA = "parley-export/1";

    /// @param list the file whose lines are the leaves
    /// @param root in base64
    record Merkle(String list, long leaves, String root) {}

    record FileEntry(String name, long size, String sha256) {}

    /// A file that a record names.
    ///
    /// @param path where it lies; null: it is not there, and `state` says why
    record Attachment(
            @Nullable String recordId,
            @Nullable String fileId,
            @Nullable String state,
            @Nullable String path,
            @Nullable Long size,
            @Nullable String sha256) {}

    /// @param reactions null, and so is `titles`: written before these were exported
    record Conversation(
            String conversationId,
            long firstSeq,
            long lastSeq,
            long versions,
            long erased,
            long recalls,
            @Nullable Long reactions,
            @Nullable Long titles) {}

    /// Absent lists and objects are malformed, not empty.
    ExportManifest checked() {
        if (!SCHEMA.equals(schema)) {
            throw new ProofException("manifest.json: schema " + schema + " (expected: " + SCHEMA + ")");
        }
        if (merkle == null || files == null || conversations == null) {
            throw new ProofException("manifest.json: incomplete (expected: merkle, files and conversations)");
        }
        return this;
    }
}
