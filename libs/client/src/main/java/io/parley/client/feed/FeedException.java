package io.parley.client.feed;

/// The feed is not what it must be, at the number it names. Pulling again does not mend it.
public final class FeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long seq;

    FeedException(long seq, String what) {
        this(seq, what, null);
    }

    FeedException(long seq, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        super("feed number " + seq + ": " + what, cause);
        this.seq = seq;
    }

    public long seq() {
        return seq;
    }
}
