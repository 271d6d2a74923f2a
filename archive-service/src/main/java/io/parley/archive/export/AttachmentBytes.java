package io.parley.archive.export;

import java.io.IOException;
import java.io.OutputStream;

/// Where the bytes of files come from.
interface AttachmentBytes {

    /// Writes the plain bytes, all of them or an exception.
    void copy(Attachment attachment, OutputStream into) throws IOException;
}
