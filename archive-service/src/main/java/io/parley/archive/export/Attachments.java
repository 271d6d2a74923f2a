package io.parley.archive.export;

import io.parley.archive.file.ArchivedFiles;
import io.parley.archive.file.OpenFile;
import io.parley.platform.store.ObjectMissingException;
import io.parley.platform.store.StoreDownException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/// Brings the bytes of files into an export. One that should be there and is not, or is not what it was, fails it.
@Component
class Attachments implements AttachmentBytes {

    private final ArchivedFiles files;

    Attachments(ArchivedFiles files) {
        this.files = files;
    }

    @Override
    public void copy(Attachment attachment, OutputStream into) throws IOException {
        OpenFile file = open(attachment);
        var measured = new MeasuredOutput(into);
        try (InputStream bytes = file.bytes().open()) {
            bytes.transferTo(measured);
        } catch (ObjectMissingException missing) {
            open(attachment);
            throw new ExportFailure(ExportFailure.FILE_MISSING);
        } catch (StoreDownException down) {
            throw new TransientDataAccessResourceException("the archive's file store cannot be reached", down);
        }
        if (!java.util.HexFormat.of().formatHex(measured.sha256()).equals(attachment.sha256())) {
            throw new ExportFailure(ExportFailure.FILE_CHANGED);
        }
    }

    /// What retention or erasure took since the export began is no failure: the export is built anew, without it.
    private OpenFile open(Attachment attachment) {
        return files.open(attachment.record(), attachment.file().fileId())
                .orElseThrow(() -> new TransientDataAccessResourceException("file: gone since the export was begun"));
    }
}
