package io.parley.message.file;

import java.io.IOException;

/// A download that began cannot go on. No problem document may follow: it would pass for content. The connection is
/// closed instead, and the client sees that bytes are missing.
final class BrokenTransferException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenTransferException(IOException cause) {
        super("the download broke off", cause);
    }
}
