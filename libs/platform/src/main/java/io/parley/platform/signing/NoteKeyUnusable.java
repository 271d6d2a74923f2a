package io.parley.platform.signing;

/// Nothing can be signed with the key that was given; the service does not start.
public class NoteKeyUnusable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NoteKeyUnusable(String message) {
        super(message);
    }

    NoteKeyUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
