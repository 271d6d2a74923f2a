package io.parley.client.proof;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Checks that an export accounts for every file of its records: each that lies in it is named once with its hash, and
/// each that does not has a reason.
final class AttachmentCheck {

    private static final String FOLDER = "files/";
    private static final String THERE = "archived";

    private final Map<String, ExportManifest.FileEntry> files;
    private final Set<String> named = new HashSet<>();
    private long explained;

    AttachmentCheck(Map<String, ExportManifest.FileEntry> files) {
        this.files = files;
    }

    void check(List<ExportManifest.Attachment> attachments, Consumer<String> say) {
        attachments.forEach(this::check);
        for (String file : files.keySet()) {
            if (file.startsWith(FOLDER) && !named.contains(file)) {
                throw new ProofException(file + ": of no record of the manifest");
            }
        }
        say.accept("attachments: " + named.size() + " files of records, and " + explained
                + " that are not there, with why");
    }

    private void check(ExportManifest.Attachment attachment) {
        String state = attachment.state();
        String path = attachment.path();
        if (attachment.recordId() == null || attachment.fileId() == null || state == null) {
            throw new ProofException("manifest.json: an attachment without record, file or state");
        }
        if (path == null) {
            explain(attachment, state);
            return;
        }
        ExportManifest.FileEntry file = files.get(path);
        if (file == null || !path.startsWith(FOLDER + attachment.recordId() + "/") || !named.add(path)) {
            throw new ProofException(path + ": not the file of one record");
        }
        if (!state.equals(THERE) || !file.sha256().equals(attachment.sha256())) {
            throw new ProofException(path + ": not with the SHA-256 that its record has");
        }
    }

    private void explain(ExportManifest.Attachment attachment, String state) {
        if (state.equals(THERE)) {
            throw new ProofException("file " + attachment.fileId() + ": archived, and not in the export");
        }
        explained++;
    }
}
