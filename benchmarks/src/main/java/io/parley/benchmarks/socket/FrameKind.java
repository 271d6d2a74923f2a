package io.parley.benchmarks.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a server frame is, as far as a benchmark cares.
public enum FrameKind {
    ACCEPTED("accepted"),
    MESSAGE("message"),
    MESSAGE_CHANGED("message-changed"),
    CONVERSATION("conversation"),
    WELCOME("welcome"),
    REJECTED("rejected"),
    ERROR("error"),
    GOODBYE("goodbye"),
    /// Something that needs no attention, such as a `receipt`, or that was added to the interface later.
    OTHER("");

    private static final FrameKind[] KINDS = values();

    private final byte[] wire;

    FrameKind(String wire) {
        this.wire = wire.getBytes(StandardCharsets.US_ASCII);
    }

    static FrameKind of(byte[] bytes, int from, int to) {
        for (FrameKind kind : KINDS) {
            if (Arrays.equals(kind.wire, 0, kind.wire.length, bytes, from, to)) {
                return kind;
            }
        }
        return OTHER;
    }
}
