package io.parley.audit.log;

/// What the log promises at one size: the root over its first `size` entries (C2SP tlog-checkpoint).
///
/// @param origin name of the log, which is also the name of its key
public record Checkpoint(String origin, long size, Hash root) {

    String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
